"""Writes data/sample and data/secret. Run in the package folder: python3 generators/generate.py

Deterministic (fixed seed). Two solutions written apart from each other must agree on every case.
"""

import os
import random

RNG = random.Random(20250915)
COMMANDS = [["add", "size", "copy", "del"], ["find"], ["addby", "addby", "usage", "quota", "user"],
            ["save", "save", "revert", "history", "prune"]]


class Fast:
    """Efficient: used space is kept per owner."""

    def __init__(self):
        self.files, self.quotas, self.used = {}, {"": float("inf")}, {"": 0}

    def run(self, command, *args):
        result = getattr(self, command.replace("del", "delete"))(*args)
        return "nil" if result is None else result

    def book(self, owner, amount):
        if self.used[owner] + amount > self.quotas[owner]:
            return False
        self.used[owner] += amount
        return True

    def store(self, owner, name, size):
        if name in self.files or not self.book(owner, size):
            return None
        self.files[name] = (owner, [size])
        return "ok"

    def add(self, name, size):
        return self.store("", name, int(size))

    def addby(self, user, name, size):
        if user not in self.quotas or not self.store(user, name, int(size)):
            return None
        return self.quotas[user] - self.used[user]

    def size(self, name):
        return self.files[name][1][-1] if name in self.files else None

    def copy(self, name, other):
        if name not in self.files:
            return None
        owner, sizes = self.files[name]
        return self.store(owner, other, sizes[-1])

    def delete(self, name):
        if name not in self.files:
            return None
        owner, sizes = self.files.pop(name)
        self.used[owner] -= sum(sizes)
        return sum(sizes)

    def find(self, prefix, count):
        rows = sorted((-sizes[-1], name) for name, (_, sizes) in self.files.items()
                      if name.startswith(prefix))
        return " ".join(f"{name}={-size}" for size, name in rows[:int(count)]) or None

    def user(self, name, quota):
        if name in self.quotas:
            return None
        self.quotas[name], self.used[name] = int(quota), 0
        return "ok"

    def usage(self, user):
        return f"{self.used[user]}/{self.quotas[user]}" if user in self.quotas else None

    def quota(self, user, quota):
        if user not in self.quotas:
            return None
        self.quotas[user] = int(quota)
        rows = sorted((-sum(s), name) for name, (owner, s) in self.files.items() if owner == user)
        gone = 0
        while self.used[user] > self.quotas[user]:
            self.delete(rows[gone][1])
            gone += 1
        return gone

    def save(self, name, size):
        if name not in self.files or not self.book(self.files[name][0], int(size)):
            return None
        self.files[name][1].append(int(size))
        return len(self.files[name][1])

    def revert(self, name, version):
        if name not in self.files or int(version) > len(self.files[name][1]):
            return None
        return self.save(name, self.files[name][1][int(version) - 1])

    def history(self, name):
        return " ".join(map(str, self.files[name][1])) if name in self.files else None

    def prune(self, name):
        if name not in self.files:
            return None
        owner, sizes = self.files[name]
        freed = sum(sizes[:-1])
        del sizes[:-1]
        self.used[owner] -= freed
        return freed


def brute(commands):
    """Plain: a list of versions (file, owner, size); everything else is counted when asked for."""
    rows, quota, out = [], {}, []

    def of(name):
        return [row for row in rows if row[0] == name]

    def used(owner):
        return sum(size for _, who, size in rows if who == owner)

    def fits(owner, size):
        return owner is None or used(owner) + size <= quota[owner]

    for command, a, *rest in commands:
        mine, b = of(a), (rest or [None])[0]
        result = None
        if command == "user" and a not in quota:
            quota[a], result = int(b), "ok"
        elif command == "add" and not mine:
            rows.append((a, None, int(b)))
            result = "ok"
        elif command == "addby" and a in quota and not of(b) and fits(a, int(rest[1])):
            rows.append((b, a, int(rest[1])))
            result = quota[a] - used(a)
        elif command == "usage" and a in quota:
            result = f"{used(a)}/{quota[a]}"
        elif command == "quota" and a in quota:
            quota[a], result = int(b), 0
            while used(a) > quota[a]:
                names = {name for name, who, _ in rows if who == a}
                weight = {name: sum(size for n, _, size in rows if n == name) for name in names}
                victim = min(name for name in names if weight[name] == max(weight.values()))
                rows = [row for row in rows if row[0] != victim]
                result += 1
        elif command == "find":
            newest = {name: size for name, _, size in rows if name[:len(a)] == a}
            order = sorted(sorted(newest), key=lambda name: newest[name], reverse=True)
            result = " ".join(f"{name}={newest[name]}" for name in order[:int(b)]) or None
        elif command == "copy" and mine and not of(b) and fits(mine[0][1], mine[-1][2]):
            rows.append((b, mine[0][1], mine[-1][2]))
            result = "ok"
        elif command == "del" and mine:
            result = sum(size for _, _, size in mine)
            rows = [row for row in rows if row[0] != a]
        elif command == "prune" and mine:
            result = sum(size for _, _, size in mine[:-1])
            rows = [row for row in rows if row[0] != a] + mine[-1:]
        elif command == "size" and mine:
            result = mine[-1][2]
        elif command == "history" and mine:
            result = " ".join(str(size) for _, _, size in mine)
        elif command in ("save", "revert") and mine:
            size = int(b) if command == "save" else (
                mine[int(b) - 1][2] if int(b) <= len(mine) else None)
            if size is not None and fits(mine[0][1], size):
                rows.append((a, mine[0][1], size))
                result = len(mine) + 1
        out.append("nil" if result is None else result)
    return out


def write(name, commands):
    store = Fast()
    answer = [store.run(*c) for c in commands]
    if len(commands) <= 2500:
        assert answer == brute(commands), name
    os.makedirs(os.path.dirname(f"data/{name}"), exist_ok=True)
    with open(f"data/{name}.in", "w", newline="\n") as file:
        file.write(f"{len(commands)}\n")
        file.write("".join(" ".join(map(str, c)) + "\n" for c in commands))
    with open(f"data/{name}.ans", "w", newline="\n") as file:
        file.write("".join(f"{line}\n" for line in answer))


def parse(text):
    return [tuple(line.split()) for line in text.strip().split("\n")]


def mixed(level, count, files, users=0, largest=40):
    """Random commands of the first `level` levels over few names, so that they meet often."""
    names = [n for part in COMMANDS[:level] for n in part]
    people = ["ada", "bob", "cy", "dee", "eve", "fox"][:users]
    folders = ["/a", "/a/", "/b.", "/b/c", "/"]
    paths = [RNG.choice(folders) + RNG.choice("abcxyz129.") for _ in range(3 * files)]
    paths = sorted(set(paths) - {"/"})[:files]
    commands = [("user", user, RNG.randint(1, 6) * largest) for user in people[1:]]
    for _ in range(count):
        name = RNG.choice(names)
        path, size = RNG.choice(paths), RNG.randint(0, largest)
        user = RNG.choice(people) if people else None
        if name in ("quota", "user") and RNG.random() < 0.6:
            name = "addby"
        commands.append((name, *{
            "add": lambda: (path, size), "size": lambda: (path,), "del": lambda: (path,),
            "copy": lambda: (path, RNG.choice(paths)),
            "find": lambda: (RNG.choice(["/", "/a", "/b", path]), RNG.randint(1, 10)),
            "user": lambda: (user, size * 4), "addby": lambda: (user, path, size),
            "usage": lambda: (user,), "quota": lambda: (user, RNG.randint(0, 8 * largest)),
            "save": lambda: (path, size), "revert": lambda: (path, RNG.randint(1, 4)),
            "history": lambda: (path,), "prune": lambda: (path,)}[name]()))
    return commands


def busy(files, others):
    """Many files of few users; counting the used space from scratch is too slow."""
    commands = [("user", user, 10 ** 9) for user in ("ada", "bob")]
    for i in range(files):
        commands.append(("addby", "bob" if i % 20 == 0 else "ada", f"/f{i}", RNG.randint(1, 999)))
    for i in range(others):
        commands.append(RNG.choice([("usage", RNG.choice(["ada", "bob"])),
                                    ("addby", "ada", f"/g{i}", 1), ("copy", "/f1", f"/h{i}")]))
    return commands + [("quota", "ada", 10 ** 5), ("usage", "ada"), ("find", "/", 5)]


def main():
    write("sample/1", parse("""
add /a.txt 10
add /a.txt 5
copy /a.txt /b
add /a/c 25
find / 10
copy /a/c /b
find /a 1
del /a/c
size /a/c"""))
    write("sample/2", parse("""
user ann 60
addby ann /n 30
save /n 20
revert /n 1
copy /n /m
history /n
prune /n
copy /n /m
usage ann
quota ann 30
usage ann
find / 5"""))
    write("secret/level1/01-refusals", parse("""
size /a
del /a
copy /a /b
add /a 0
add /a 1
size /a
copy /a /a
copy /a /b
add /c 3
copy /c /b
size /b
del /a
size /b
copy /b /a
del /a"""))
    write("secret/level1/02-random", mixed(1, 300, 8))
    write("secret/level1/03-larger", mixed(1, 1500, 30, 0, 10 ** 9))
    write("secret/level2/01-order", parse("""
find / 1
add /b 5
add /a 5
add /a.x 5
add /a/x 5
add /a1 5
add /ab 7
add /9 100
find / 10
find /a 3
find /a/ 2
find /ab 1
find /c 1
find /9 10
add /10 100
find / 2"""))
    write("secret/level2/02-random", mixed(2, 600, 25))
    write("secret/level2/03-larger", mixed(2, 1200, 40, 0, 9))
    write("secret/level3/01-limits", parse("""
usage ann
addby ann /x 1
user ann 10
user ann 20
addby ann /x 10
addby ann /y 1
addby ann /z 0
usage ann
copy /x /y
del /x
usage ann
addby ann /x 4
copy /x /y
usage ann
copy /x /w
add /sys 1000
copy /sys /sys2
usage ann
quota bob 1"""))
    write("secret/level3/02-shrinking", parse("""
user ann 100
user bob 100
addby bob /big 100
addby ann /c 20
addby ann /b 20
addby ann /a 10
addby ann /d 30
addby ann /e 20
quota ann 100
quota ann 70
usage ann
find / 10
quota ann 35
find / 10
usage bob
quota ann 30
quota ann 0
usage ann
size /a
quota ann 50
addby ann /a 50"""))
    write("secret/level3/03-random", mixed(3, 1500, 25, 4))
    write("secret/level3/04-busy", busy(6000, 5500))
    write("secret/level4/01-versions", parse("""
save /a 1
user ann 100
addby ann /a 10
save /a 30
save /a 20
size /a
history /a
revert /a 4
revert /a 2
history /a
copy /a /b
del /b
copy /a /b
prune /a
history /a
usage ann
revert /a 2
copy /a /b
history /b
save /b 50
save /b 40
find / 3
del /b
usage ann
del /a
history /a
addby ann /p 5
save /p 6
copy /p /q
history /q
usage ann"""))
    write("secret/level4/02-shrinking", parse("""
user ann 100
addby ann /a 30
addby ann /b 10
save /b 10
save /b 15
save /b 5
addby ann /c 30
usage ann
quota ann 99
find / 3
quota ann 59
find / 3
usage ann
add /s 5
save /s 1000000000
prune /s
revert /s 1
del /s"""))
    write("secret/level4/03-random", mixed(4, 2000, 20, 4))
    write("secret/level4/04-random-large", mixed(4, 3000, 40, 6, 1000))


main()
