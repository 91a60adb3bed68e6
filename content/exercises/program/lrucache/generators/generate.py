"""Writes data/sample and data/secret. Run in the package folder: python3 generators/generate.py

Deterministic (fixed seed). Two solutions written apart from each other must agree on every case.
"""

import json
import os
import random
from collections import OrderedDict

RNG = random.Random(20250903)


def solve(capacity, operations):
    """Efficient: an ordered map, most recently used last."""
    cache, out = OrderedDict(), []
    for name, *args in operations:
        if name == "put":
            if args[0] not in cache and len(cache) == capacity:
                cache.popitem(last=False)
            cache[args[0]] = args[1]
            cache.move_to_end(args[0])
        elif name == "keys":
            out.append(list(reversed(cache)))
        else:
            out.append(cache.get(args[0]))
            if name == "get" and args[0] in cache:
                cache.move_to_end(args[0])
    return out


def brute(capacity, operations):
    """Plain: each entry remembers the number of the operation that used it last."""
    entries, out = {}, []
    for now, (name, *args) in enumerate(operations):
        if name == "keys":
            out.append(sorted(entries, key=lambda key: -entries[key][1]))
            continue
        key = args[0]
        if name == "put":
            if key not in entries and len(entries) >= capacity:
                oldest = min(used for _, used in entries.values())
                entries = {k: entry for k, entry in entries.items() if entry[1] != oldest}
            entries[key] = (args[1], now)
            continue
        value, used = entries.get(key, (None, None))
        out.append(value)
        if name == "get" and used is not None:
            entries[key] = (value, now)
    return out


def write(name, capacity, operations):
    answer = solve(capacity, operations)
    if len(operations) * capacity <= 10 ** 6:
        assert answer == brute(capacity, operations), name
    os.makedirs(os.path.dirname(f"data/{name}"), exist_ok=True)

    def lines(values):
        return "".join(json.dumps(value, separators=(",", ":")) + "\n" for value in values)
    with open(f"data/{name}.in", "w", newline="\n") as file:
        file.write(lines([[capacity]] + [list(op) for op in operations]))
    with open(f"data/{name}.ans", "w", newline="\n") as file:
        file.write(lines(answer))


def mixed(count, keys, share=(40, 30, 25, 5)):
    operations = []
    for _ in range(count):
        name = RNG.choices(["get", "put", "peek", "keys"], share)[0]
        key = RNG.randrange(keys)
        operations.append({"put": (name, key, RNG.randrange(1000)), "keys": (name,)}
                          .get(name, (name, key)))
    return operations


def main():
    write("sample/1", 2, [("put", 1, 10), ("put", 2, 20), ("get", 1), ("put", 3, 30), ("get", 2),
                          ("peek", 1), ("put", 4, 40), ("get", 1), ("keys",)])
    write("sample/2", 1, [("get", 5), ("put", 5, 50), ("put", 5, 51), ("get", 5), ("put", 6, 60),
                          ("peek", 5), ("keys",)])
    write("secret/01-empty", 3, [("keys",), ("get", 0), ("peek", 0)])
    write("secret/02-replace-when-full", 2, [("put", 1, 1), ("put", 2, 2), ("put", 1, 3),
                                             ("keys",), ("put", 1, 4), ("keys",), ("put", 3, 4),
                                             ("get", 2), ("get", 1),
                                             ("keys",)])
    write("secret/03-peek-is-no-use", 3, [("put", k, k) for k in (1, 2, 3)]
          + [("peek", 1), ("peek", 2), ("put", 4, 4), ("keys",), ("peek", 1), ("get", 2),
             ("put", 5, 5), ("keys",)])
    write("secret/04-miss-is-no-use", 2, [("put", 1, 0), ("get", 9), ("put", 2, 0), ("get", 9),
                                          ("get", 1), ("put", 9, 0), ("keys",), ("get", 2)])
    write("secret/05-capacity-one", 1, mixed(200, 3))
    write("secret/06-small", 3, mixed(400, 5, (40, 30, 20, 10)))
    write("secret/07-medium", 20, mixed(2000, 30))
    write("secret/08-hardly-full", 500, mixed(1500, 510, (30, 50, 17, 3)))
    write("secret/09-large-values", 4, [("put", 10 ** 9 - i % 6, 10 ** 9 - i) for i in range(40)]
          + [("keys",), ("get", 10 ** 9), ("get", 10 ** 9 - 5)])
    write("secret/10-large-mixed", 1000, mixed(4000, 1500, (45, 40, 15, 0)))
    scan = [("put", k, k % 10) for k in range(14900)]
    write("secret/11-large-scan", 5000, scan + [("get", RNG.randrange(15000)) for _ in range(99)])


main()
