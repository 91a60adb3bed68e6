"""Mistake: among files of equal size, the name that comes last is printed first."""

import sys


class File:
    def __init__(self, owner, size):
        self.owner = owner
        self.sizes = [size]

    def newest(self):
        return self.sizes[-1]

    def total(self):
        return sum(self.sizes)


class Owner:
    def __init__(self, quota):
        self.quota = quota
        self.used = 0


class Store:
    def __init__(self):
        self.files = {}
        self.system = Owner(float("inf"))
        self.users = {}

    def book(self, owner, amount):
        if owner.used + amount > owner.quota:
            return False
        owner.used += amount
        return True

    def store(self, owner, name, size):
        if name in self.files or not self.book(owner, size):
            return False
        self.files[name] = File(owner, size)
        return True

    def add(self, name, size):
        return "ok" if self.store(self.system, name, int(size)) else None

    def size(self, name):
        return self.files[name].newest() if name in self.files else None

    def copy(self, name, other):
        file = self.files.get(name)
        return "ok" if file and self.store(file.owner, other, file.newest()) else None

    def delete(self, name):
        file = self.files.pop(name, None)
        if file is None:
            return None
        file.owner.used -= file.total()
        return file.total()

    def find(self, prefix, count):
        rows = sorted(((file.newest(), name) for name, file in self.files.items()
                       if name.startswith(prefix)), reverse=True)
        return " ".join(f"{name}={size}" for size, name in rows[:int(count)]) or None

    def user(self, user, quota):
        if user in self.users:
            return None
        self.users[user] = Owner(int(quota))
        return "ok"

    def addby(self, user, name, size):
        owner = self.users.get(user)
        if owner is None or not self.store(owner, name, int(size)):
            return None
        return owner.quota - owner.used

    def usage(self, user):
        owner = self.users.get(user)
        return f"{owner.used}/{owner.quota}" if owner else None

    def quota(self, user, quota):
        owner = self.users.get(user)
        if owner is None:
            return None
        owner.quota = int(quota)
        rows = sorted((-file.total(), name) for name, file in self.files.items()
                      if file.owner is owner)
        deleted = 0
        while owner.used > owner.quota:
            self.delete(rows[deleted][1])
            deleted += 1
        return deleted

    def save(self, name, size):
        file = self.files.get(name)
        if file is None or not self.book(file.owner, int(size)):
            return None
        file.sizes.append(int(size))
        return len(file.sizes)

    def revert(self, name, version):
        file = self.files.get(name)
        if file is None or int(version) > len(file.sizes):
            return None
        return self.save(name, file.sizes[int(version) - 1])

    def history(self, name):
        return " ".join(map(str, self.files[name].sizes)) if name in self.files else None

    def prune(self, name):
        file = self.files.get(name)
        if file is None:
            return None
        freed = file.total() - file.newest()
        file.sizes = [file.newest()]
        file.owner.used -= freed
        return freed


def main():
    store = Store()
    lines = sys.stdin.read().split("\n")
    out = []
    for line in lines[1:int(lines[0]) + 1]:
        name, *args = line.split(" ")
        result = getattr(store, "delete" if name == "del" else name)(*args)
        out.append("nil" if result is None else str(result))
    print("\n".join(out))


main()
