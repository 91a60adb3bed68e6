"""Writes data/sample and data/secret. Run in the package folder: python3 generators/generate.py

Deterministic (fixed seed). Two solutions written apart from each other must agree on every case.
"""

import bisect
import heapq
import os
import random

RNG = random.Random(20250914)
COMMANDS = [["deposit", "move", "move", "open"], ["top"], ["schedule", "schedule", "cancel"],
            ["merge", "balance", "balance"]]


class Fast:
    """Efficient: account objects, a heap of payments, a history per name."""

    def __init__(self):
        self.accounts, self.heap, self.payments, self.past = {}, [], [], {}

    def note(self, now, name):
        account = self.accounts.get(name)
        self.past.setdefault(name, []).append((now, account[0] if account else "nil"))

    def take(self, now, name, amount):
        self.accounts[name][0] -= amount
        self.accounts[name][1] += amount
        self.note(now, name)

    def run(self, now, command, *args):
        while self.heap and self.heap[0][0] <= now:
            due, number = heapq.heappop(self.heap)
            if self.payments[number]:
                name, amount = self.payments[number]
                self.payments[number] = None
                if self.accounts[name][0] >= amount:
                    self.take(due, name, amount)
        return getattr(self, command)(now, *args)

    def open(self, now, name):
        if name in self.accounts:
            return 0
        self.accounts[name] = [0, 0]
        self.note(now, name)
        return 1

    def deposit(self, now, name, amount):
        if name not in self.accounts:
            return "nil"
        self.accounts[name][0] += int(amount)
        self.note(now, name)
        return self.accounts[name][0]

    def move(self, now, source, target, amount):
        if source == target or source not in self.accounts or target not in self.accounts \
                or self.accounts[source][0] < int(amount):
            return "nil"
        self.take(now, source, int(amount))
        self.deposit(now, target, amount)
        return self.accounts[source][0]

    def top(self, _, count):
        rows = sorted((-out, name) for name, (_, out) in self.accounts.items())[:int(count)]
        return " ".join(f"{name}={-out}" for out, name in rows) or "nil"

    def schedule(self, now, name, amount, delay):
        if name not in self.accounts:
            return "nil"
        self.payments.append((name, int(amount)))
        heapq.heappush(self.heap, (now + int(delay), len(self.payments) - 1))
        return len(self.payments)

    def cancel(self, _, name, number):
        index = int(number) - 1
        if index >= len(self.payments) or not self.payments[index] \
                or self.payments[index][0] != name:
            return 0
        self.payments[index] = None
        return 1

    def merge(self, now, name, other):
        if name == other or name not in self.accounts or other not in self.accounts:
            return "nil"
        gone = self.accounts.pop(other)
        self.accounts[name][0] += gone[0]
        self.accounts[name][1] += gone[1]
        self.payments = [(name, p[1]) if p and p[0] == other else p for p in self.payments]
        self.note(now, name)
        self.note(now, other)
        return self.accounts[name][0]

    def balance(self, _, name, when):
        rows = self.past.get(name, [])
        at = bisect.bisect_right(rows, int(when), key=lambda row: row[0])
        return rows[at - 1][1] if at else "nil"


def brute(commands):
    """Plain: keeps a snapshot of all balances per moment and replays due payments one by one."""
    money, out, waiting, snapshots, results, issued = {}, {}, [], [], [], 0
    for now, command, *args in commands:
        while True:
            due = sorted(p for p in waiting if p[0] <= now)
            if not due:
                break
            when, _, name, amount = due[0]
            waiting.remove(due[0])
            if money[name] >= amount:
                money[name] -= amount
                out[name] += amount
            snapshots.append((when, dict(money)))
        a = args[0]
        known = [name in money for name in args[:2 if command in ("move", "merge") else 1]]
        result = "nil"
        if command == "open":
            result = 0 if a in money else 1
            if a not in money:
                money[a] = out[a] = 0
        elif command == "deposit" and a in money:
            money[a] = result = money[a] + int(args[1])
        elif command == "move" and all(known) and a != args[1] and money[a] - int(args[2]) >= 0:
            money[a] -= int(args[2])
            out[a] += int(args[2])
            money[args[1]] += int(args[2])
            result = money[a]
        elif command == "top" and money:
            rows = sorted(sorted(money), key=lambda name: out[name], reverse=True)
            result = " ".join(f"{name}={out[name]}" for name in rows[:int(a)])
        elif command == "schedule" and a in money:
            issued += 1
            waiting.append((now + int(args[2]), issued, a, int(args[1])))
            result = issued
        elif command == "cancel":
            kept = [p for p in waiting if (p[2], p[1]) != (a, int(args[1]))]
            result, waiting = len(waiting) - len(kept), kept
        elif command == "merge" and all(known) and a != args[1]:
            money[a] += money.pop(args[1])
            out[a] += out.pop(args[1])
            waiting = [(d, i, a if n == args[1] else n, x) for d, i, n, x in waiting]
            result = money[a]
        elif command == "balance":
            then = [state for when, state in snapshots if when <= int(args[1])]
            result = then[-1].get(a, "nil") if then else "nil"
        snapshots.append((now, dict(money)))
        results.append(result)
    return results


def write(name, commands):
    bank = Fast()
    answer = [bank.run(*c) for c in commands]
    if len(commands) <= 2000:
        assert answer == brute(commands), name
    os.makedirs(os.path.dirname(f"data/{name}"), exist_ok=True)
    with open(f"data/{name}.in", "w", newline="\n") as file:
        file.write(f"{len(commands)}\n")
        file.write("".join(" ".join(map(str, c)) + "\n" for c in commands))
    with open(f"data/{name}.ans", "w", newline="\n") as file:
        file.write("".join(f"{line}\n" for line in answer))


def parse(text):
    rows = [line.split() for line in text.strip().split("\n")]
    return [(int(row[0]), *row[1:]) for row in rows]


def mixed(level, count, accounts, step=2, largest=100, longest=40):
    """Random commands of the first `level` levels over few accounts, so that they meet often."""
    names = [n for part in COMMANDS[:level] for n in part]
    now, issued, commands = 1, 0, [(1, "open", f"a{i}") for i in range(0, accounts, 2)]
    for _ in range(count):
        now += RNG.randint(0, step)
        name = RNG.choice(names)
        if name == "merge" and RNG.random() < 0.7:
            name = "deposit"
        account, other = (f"a{RNG.randrange(accounts)}" for _ in range(2))
        amount = RNG.randint(1, largest)
        args = {"open": (account,), "deposit": (account, amount), "move": (account, other, amount),
                "top": (RNG.randint(1, 10),), "merge": (account, other),
                "schedule": (account, amount, RNG.randint(1, longest)),
                "cancel": (account, RNG.randint(max(1, issued - 9), issued + 1)),
                "balance": (account, max(1, now - RNG.randint(0, 3 * longest)))}[name]
        issued += name == "schedule"
        commands.append((now, name, *args))
    return commands


def patient(waiting, others):
    """Many payments in the far future, then small commands."""
    commands = [(1, "open", "a"), (1, "open", "b"), (1, "deposit", "a", 10 ** 9)]
    for i in range(waiting):
        commands.append((2 + i // 4, "schedule", RNG.choice("ab"), RNG.randint(1, 999),
                         10 ** 6 + RNG.randrange(10 ** 6)))
    now = 3 + waiting // 4
    for i in range(others):
        now += i % 2
        commands.append((now, "move", *RNG.choice(["ab", "ba"]), RNG.randint(1, 999)))
    return commands + [(3 * 10 ** 6, "top", 2), (3 * 10 ** 6, "deposit", "b", 1)]


def main():
    write("sample/1", parse("""
1 open ann
1 open bob
2 deposit ann 100
3 move ann bob 40
4 move ann bob 61
5 move bob ann 10
6 top 5"""))
    write("sample/2", parse("""
1 open ann
1 open bob
2 deposit ann 100
2 deposit bob 50
5 schedule ann 30 10
5 schedule ann 30 15
6 schedule bob 20 34
18 cancel ann 2
18 cancel bob 1
30 merge ann bob
40 deposit ann 1
41 balance ann 12
41 balance bob 35
41 balance bob 29
41 top 1"""))
    write("secret/level1/01-refusals", parse("""
1 deposit a 5
1 open a
1 open a
2 move a b 1
2 deposit a 5
3 move a a 2
3 move a b 2
4 open b
4 move a b 6
5 move a b 5
6 move b a 5
6 deposit a 1"""))
    write("secret/level1/02-random", mixed(1, 300, 5))
    write("secret/level1/03-large-amounts", mixed(1, 1500, 12, 5, 10 ** 9))
    write("secret/level2/01-ties", parse("""
1 top 3
1 open b
1 open a
1 open a1
1 top 2
2 deposit b 9
2 move b a 3
2 move a a1 3
3 top 3
3 move b a1 1
4 top 1
4 deposit a1 100
5 top 10"""))
    write("secret/level2/02-random", mixed(2, 700, 12))
    write("secret/level2/03-more-accounts", mixed(2, 900, 60, 3, 1000))
    write("secret/level3/01-same-time", parse("""
1 open a
1 deposit a 10
1 schedule a 7 4
1 schedule a 5 4
1 schedule a 5 3
5 deposit a 1
6 top 1
6 schedule a 9 1
7 deposit a 100
8 deposit a 1
8 cancel a 4
8 cancel a 1
9 schedule b 1 1
9 schedule a 1 1
10 cancel a 5
10 top 1"""))
    write("secret/level3/02-cancel", parse("""
1 open a
1 open b
1 deposit a 50
2 schedule a 10 5
2 schedule a 10 6
3 cancel b 1
3 cancel a 2
3 cancel a 2
3 cancel a 9
9 deposit a 1
9 cancel a 1"""))
    write("secret/level3/03-random", mixed(3, 900, 6))
    write("secret/level3/04-many-waiting", patient(5000, 6900))
    write("secret/level4/01-mergers", parse("""
1 open a
1 open b
1 deposit a 10
2 deposit b 20
3 move b a 5
3 schedule b 12 7
4 merge a b
4 merge a b
5 top 3
6 open b
7 deposit b 3
9 cancel b 1
10 deposit a 1
10 top 3
11 balance b 3
11 balance b 4
11 balance b 6
11 balance b 11
11 balance a 9
11 balance a 10
12 merge b a
13 balance a 12
13 balance a 11
13 merge b b"""))
    write("secret/level4/02-due-between", parse("""
1 open a
2 deposit a 100
3 schedule a 30 10
3 schedule a 80 12
50 balance a 12
50 balance a 13
50 balance a 15
50 balance a 50
50 balance a 1
50 balance a 2
51 deposit a 5
51 balance a 51
51 deposit a 5
51 balance a 51"""))
    write("secret/level4/03-random", mixed(4, 1000, 6))
    write("secret/level4/04-random-many", mixed(4, 2500, 40, 3, 10 ** 6, 200))


main()
