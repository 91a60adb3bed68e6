"""Slow: sorts all waiting payments before every command."""

import sys
from bisect import bisect_right


class Account:
    def __init__(self):
        self.balance = 0
        self.outgoing = 0
        self.payments = {}


class Bank:
    def __init__(self):
        self.accounts = {}
        self.due = []
        self.owner = {}
        self.issued = 0
        self.times, self.balances = {}, {}

    def note(self, now, name):
        """Records the balance of the name, or that it has none any more."""
        account = self.accounts.get(name)
        self.times.setdefault(name, []).append(now)
        self.balances.setdefault(name, []).append(account.balance if account else "nil")

    def take(self, now, name, amount):
        account = self.accounts[name]
        if account.balance < amount:
            return False
        account.balance -= amount
        account.outgoing += amount
        self.note(now, name)
        return True

    def put(self, now, name, amount):
        self.accounts[name].balance += amount
        self.note(now, name)

    def pay_until(self, now):
        self.due.sort(key=lambda entry: (entry[0], entry[1], self.owner.get(entry[1], "")))
        while self.due and self.due[0][0] <= now:
            when, number = self.due.pop(0)
            name = self.owner.pop(number, None)
            if name is not None:
                self.take(when, name, self.accounts[name].payments.pop(number))

    def open(self, now, name):
        if name in self.accounts:
            return 0
        self.accounts[name] = Account()
        self.note(now, name)
        return 1

    def deposit(self, now, name, amount):
        if name not in self.accounts:
            return "nil"
        self.put(now, name, int(amount))
        return self.accounts[name].balance

    def move(self, now, source, target, amount):
        if source == target or source not in self.accounts or target not in self.accounts:
            return "nil"
        if not self.take(now, source, int(amount)):
            return "nil"
        self.put(now, target, int(amount))
        return self.accounts[source].balance

    def top(self, now, count):
        rows = sorted((-account.outgoing, name) for name, account in self.accounts.items())
        return " ".join(f"{name}={-total}" for total, name in rows[:int(count)]) or "nil"

    def schedule(self, now, name, amount, delay):
        if name not in self.accounts:
            return "nil"
        self.issued += 1
        self.owner[self.issued] = name
        self.accounts[name].payments[self.issued] = int(amount)
        self.due.append((now + int(delay), self.issued))
        return self.issued

    def cancel(self, now, name, number):
        if self.owner.get(int(number)) != name:
            return 0
        del self.owner[int(number)]
        del self.accounts[name].payments[int(number)]
        return 1

    def merge(self, now, name, other):
        if name == other or name not in self.accounts or other not in self.accounts:
            return "nil"
        account, gone = self.accounts[name], self.accounts.pop(other)
        account.outgoing += gone.outgoing
        account.payments.update(gone.payments)
        for number in gone.payments:
            self.owner[number] = name
        self.put(now, name, gone.balance)
        self.note(now, other)
        return account.balance

    def balance(self, now, name, when):
        at = bisect_right(self.times.get(name, []), int(when))
        return self.balances[name][at - 1] if at else "nil"


def main():
    bank = Bank()
    lines = sys.stdin.read().split("\n")
    out = []
    for line in lines[1:int(lines[0]) + 1]:
        time, name, *args = line.split(" ")
        bank.pay_until(int(time))
        out.append(str(getattr(bank, name)(int(time), *args)))
    print("\n".join(out))


main()
