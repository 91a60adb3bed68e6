"""Writes data/sample and data/secret. Run in the package folder: python3 generators/generate.py

Deterministic (fixed seed). Two solutions written apart from each other must agree on every case.
"""

import os
import random

RNG = random.Random(20250913)
COMMANDS = [["set", "get", "del"], ["scan", "keys"], ["setx", "ttl"], ["backup", "restore"]]


class Fast:
    """Efficient: maps of maps with lazy expiry."""

    def __init__(self):
        self.data, self.saved = {}, []

    def alive(self, now, record):
        return {f: v for f, v in self.data.get(record, {}).items() if v[1] is None or v[1] > now}

    def find(self, now, record, field):
        found = self.data.get(record, {}).get(field)
        return found if found and (found[1] is None or found[1] > now) else None

    def run(self, now, name, *args):
        return getattr(self, name.replace("del", "delete"))(now, *args)

    def set(self, now, record, field, value):
        self.data.setdefault(record, {})[field] = (value, None)

    def setx(self, now, record, field, value, duration):
        self.data.setdefault(record, {})[field] = (value, now + int(duration))

    def get(self, now, record, field):
        found = self.find(now, record, field)
        return found[0] if found else "nil"

    def ttl(self, now, record, field):
        found = self.find(now, record, field)
        return "nil" if not found else "forever" if found[1] is None else str(found[1] - now)

    def delete(self, now, record, field):
        found = self.find(now, record, field)
        self.data.get(record, {}).pop(field, None)
        return "1" if found else "0"

    def scan(self, now, record, prefix):
        rows = [f"{f}={v[0]}" for f, v in sorted(self.alive(now, record).items())
                if f.startswith(prefix.strip("*"))]
        return " ".join(rows) or "nil"

    def keys(self, now, prefix):
        return " ".join(sorted(r for r in self.data if r.startswith(prefix.strip("*"))
                               and self.alive(now, r))) or "nil"

    def backup(self, now):
        copy = {r: {f: (v, end if end is None else end - now)
                    for f, (v, end) in self.alive(now, r).items()} for r in self.data}
        self.saved.append({r: fields for r, fields in copy.items() if fields})
        return str(len(self.saved[-1]))

    def restore(self, now, number):
        self.data = {r: {f: (v, left if left is None else left + now)
                         for f, (v, left) in fields.items()}
                     for r, fields in self.saved[int(number) - 1].items()}
        return str(len(self.data))


def brute(commands):
    """Plain: a flat list of entries (record, field, value, time left), aged at every command."""
    entries, saved, out, clock = [], [], [], 0
    for now, name, *args in commands:
        passed, clock = now - clock, now
        entries = [(r, f, v, left - passed if left else 0) for r, f, v, left in entries
                   if not left or left > passed]
        match = [e for e in entries if list(e[:2]) == args[:2]]
        if name in ("set", "setx", "del"):
            entries = [e for e in entries if e not in match]
        if name in ("set", "setx"):
            entries.append((*args[:3], int(args[3]) if name == "setx" else 0))
        elif name == "del":
            out.append(str(len(match)))
        elif name == "get":
            out.append(match[0][2] if match else "nil")
        elif name == "ttl":
            out.append((str(match[0][3]) if match[0][3] else "forever") if match else "nil")
        elif name == "scan":
            rows = sorted((f, v) for r, f, v, _ in entries
                          if r == args[0] and (args[1] == "*" or f.find(args[1]) == 0))
            out.append(" ".join("=".join(row) for row in rows) if rows else "nil")
        elif name == "keys":
            rows = sorted({e[0] for e in entries if args[0] == "*" or e[0].find(args[0]) == 0})
            out.append(" ".join(rows) if rows else "nil")
        else:
            if name == "backup":
                saved.append(list(entries))
            else:
                entries = list(saved[int(args[0]) - 1])
            out.append(str(len({e[0] for e in entries})))
    return out


def write(name, commands):
    database = Fast()
    answer = [line for line in (database.run(*c) for c in commands) if line is not None]
    if len(commands) <= 3000:
        assert answer == brute(commands), name
    os.makedirs(os.path.dirname(f"data/{name}"), exist_ok=True)
    with open(f"data/{name}.in", "w", newline="\n") as file:
        file.write(f"{len(commands)}\n")
        file.write("".join(" ".join(map(str, c)) + "\n" for c in commands))
    with open(f"data/{name}.ans", "w", newline="\n") as file:
        file.write("".join(line + "\n" for line in answer))


def parse(text):
    rows = [line.split() for line in text.strip().split("\n")]
    return [(int(row[0]), *row[1:]) for row in rows]


def mixed(level, count, records, fields, step=3, longest=30):
    """Random commands of the first `level` levels over few names, so that they meet often."""
    now, saved, commands = 0, 0, []
    names = [n for part in COMMANDS[:level] for n in part] + ["set"] * (level < 3)
    if level >= 3:
        names += ["setx", "setx", "set"]
    for _ in range(count):
        now += RNG.randint(0, step)
        name = RNG.choice(names)
        if name in ("backup", "restore") and RNG.random() < 0.5:
            name = "get"
        if name == "backup" and saved == 20 or name == "restore" and not saved:
            name = "keys"
        record, field = f"r{RNG.randrange(records)}", f"f{RNG.randrange(fields)}"
        if name == "keys":
            args = (RNG.choice(["*", "r", "r1", record, "x"]),)
        elif name == "scan":
            args = (record, RNG.choice(["*", "f", "f1", field]))
        elif name == "backup":
            args, saved = (), saved + 1
        elif name == "restore":
            args = (RNG.randint(1, saved),)
        else:
            args = (record, field)
            if name in ("set", "setx"):
                args += (RNG.choice(["on", "off", str(RNG.randrange(1000))]),)
            if name == "setx":
                args += (RNG.randint(1, longest),)
        commands.append((now, name, *args))
    return commands


def wide(count, reads, expiring):
    """Many fields that stay, then single reads: cleaning up at every command is too slow."""
    commands = []
    for i in range(count):
        tail = ("setx", f"r{i % 900}", f"f{i}", "v", 10 ** 6 + i) if expiring else (
            "set", f"r{i % 900}", f"f{i}", "v")
        commands.append((i, *tail))
    for i in range(reads):
        commands.append((count + i, "get", f"r{i % 900}", f"f{RNG.randrange(count)}"))
    return commands


def main():
    write("sample/1", parse("""
0 set u1 name ada
5 get u1 name
5 get u1 age
6 set u2 name lin
6 set u2 age 31
7 scan u2 *
8 del u1 name
9 keys u"""))
    write("sample/2", parse("""
0 set cfg mode fast
10 setx s token x7 20
15 ttl s token
15 backup
20 set cfg mode slow
29 get s token
30 get s token
31 keys *
100 restore 1
110 ttl s token
111 scan cfg *"""))
    write("secret/level1/01-tiny", parse("0 get a b\n0 del a b\n0 set a b 1\n0 get a b\n1 get b a"))
    write("secret/level1/02-overwrite", mixed(1, 60, 2, 2))
    write("secret/level1/03-random", mixed(1, 800, 12, 5))
    write("secret/level1/04-large", mixed(1, 3000, 300, 20))
    write("secret/level2/01-order", parse("""
0 set b z 1
0 set b a 2
0 set b a1 3
0 set b 9 4
0 set ab x 5
0 set a x 6
1 scan b *
1 scan b a
1 scan b az
2 keys *
2 keys a
2 keys c"""))
    write("secret/level2/02-empty-record", parse("""
0 set a x 1
0 set a y 1
1 del a x
1 keys *
2 del a y
2 keys *
2 scan a *
3 set a y 2
3 keys a"""))
    write("secret/level2/03-random", mixed(2, 900, 14, 12))
    write("secret/level2/04-larger", mixed(2, 1000, 40, 12))
    write("secret/level3/01-edges", parse("""
0 setx a x 1 5
4 get a x
4 ttl a x
5 get a x
5 ttl a x
5 del a x
5 keys *
6 setx a x 2 5
7 set a x 3
20 get a x
20 ttl a x
21 setx a x 4 1
21 ttl a x
22 scan a *
23 setx b y 5 10
23 setx b y 6 3
26 get b y"""))
    write("secret/level3/02-same-time", parse("""
7 setx a x 1 1
7 get a x
7 set b x 1
8 keys *
8 del a x
8 del b x
8 keys *"""))
    write("secret/level3/03-random", mixed(3, 1200, 6, 6))
    write("secret/level3/04-many-living", wide(5000, 5000, True))
    write("secret/level4/01-rebase", parse("""
0 setx a x 1 10
0 set b y 2
4 backup
5 del b y
50 restore 1
55 ttl a x
55 get b y
56 get a x
57 backup
90 restore 2
90 keys *
91 restore 1
96 ttl a x
97 get a x"""))
    write("secret/level4/02-twice", parse("""
0 set a x 1
1 backup
2 set a x 2
2 set a z 2
3 restore 1
3 scan a *
4 set a x 3
4 set b x 3
5 restore 1
5 scan a *
5 keys *
6 backup
7 del a x
7 backup
8 restore 3
8 keys *
9 restore 2
9 scan a *"""))
    write("secret/level4/03-random", mixed(4, 1500, 5, 5))
    write("secret/level4/04-random-slow-clock", mixed(4, 1500, 8, 6, 1, 200))


main()
