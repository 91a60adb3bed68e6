"""Writes data/sample and data/secret. Run in the package folder: python3 generators/generate.py

Deterministic (fixed seed). Two solutions written apart from each other must agree on every case
that both can finish.
"""

import bisect
import os
import random

RNG = random.Random(20250907)
ALNUM = "abcdefghijklmnopqrstuvwxyz0123456789"


def position(text):
    h = 2166136261
    for byte in text.encode():
        h = (h ^ byte) * 16777619 % 2 ** 32
    h = (h ^ h >> 16) * 2246822507 % 2 ** 32
    h = (h ^ h >> 13) * 3266489909 % 2 ** 32
    return h ^ h >> 16


def solve(operations):
    """Efficient: one sorted list and binary search."""
    points, out = [], []
    for op in operations:
        if op[0] == "add":
            points.extend((position(f"{op[1]}#{i}"), op[1]) for i in range(op[2]))
            points.sort()
        elif op[0] == "remove":
            points = [point for point in points if point[1] != op[1]]
        else:
            found = []
            start = bisect.bisect_left(points, (position(op[1]), ""))
            for i in range(len(points)):
                name = points[(start + i) % len(points)][1]
                if name not in found:
                    found.append(name)
                    if len(found) == op[2]:
                        break
            out.append(" ".join(found) or "none")
    return out


def brute(operations):
    """Plain: for each node its nearest point clockwise; the owners are the nearest nodes."""
    nodes, out = {}, []
    for op in operations:
        if op[0] == "add":
            nodes[op[1]] = [position(f"{op[1]}#{i}") for i in range(op[2])]
        elif op[0] == "remove":
            del nodes[op[1]]
        else:
            at = position(op[1])
            nearest = sorted((min((p - at) % 2 ** 32 for p in mine), name)
                             for name, mine in nodes.items())
            out.append(" ".join(name for _, name in nearest[:op[2]]) or "none")
    return out


def write(name, operations):
    answer = solve(operations)
    if len(operations) <= 2500:
        assert answer == brute(operations), name
    os.makedirs(os.path.dirname(f"data/{name}"), exist_ok=True)
    with open(f"data/{name}.in", "w", newline="\n") as file:
        file.write(f"{len(operations)}\n")
        for op in operations:
            file.write(" ".join(map(str, op)) + "\n")
    with open(f"data/{name}.ans", "w", newline="\n") as file:
        file.write("\n".join(answer) + "\n" if answer else "")


def word(longest):
    return "".join(RNG.choice(ALNUM) for _ in range(RNG.randint(1, longest)))


def lookup(replicas=None):
    key = RNG.choice(["user-", "cart.", "session-", "img.", ""]) + word(7)
    return ("owners", key, replicas or RNG.randint(1, 5))


def distinct(count):
    found = []
    while len(found) < count:
        name = word(6)
        if name not in found:
            found.append(name)
    return found


def churn(count, weight, changes, lookups):
    """Nodes leave and come back, with another weight, between lookups."""
    names = distinct(count)
    alive = names[: count // 2]
    operations = [("add", name, RNG.randint(1, weight)) for name in alive]
    for _ in range(changes):
        name = RNG.choice(names)
        if name in alive:
            alive.remove(name)
            operations.append(("remove", name))
        else:
            alive.append(name)
            operations.append(("add", name, RNG.randint(1, weight)))
        operations += [lookup() for _ in range(lookups)]
    return operations


def steady(nodes, weight, lookups):
    names = distinct(nodes)
    return [("add", name, weight) for name in names] + [lookup() for _ in range(lookups)]


def seam(nodes):
    """Keys behind the last point only."""
    operations = [("add", name, 3) for name in nodes]
    last = max(position(f"{name}#{i}") for name in nodes for i in range(3))
    found = 0
    while found < 20:
        op = lookup()
        if position(op[1]) > last:
            operations.append(op)
            found += 1
    return operations


def main():
    write("sample/1", [("add", "a", 2), ("add", "b", 2), ("owners", "cart", 1),
                       ("owners", "cart", 2), ("owners", "user-7", 1), ("owners", "a#1", 1),
                       ("remove", "a"), ("owners", "cart", 1)])
    write("sample/2", [("owners", "x", 2), ("add", "n1", 1), ("owners", "x", 3), ("remove", "n1"),
                       ("owners", "x", 1)])
    write("secret/01-one-point", [("add", "z", 1)] + [lookup() for _ in range(20)])
    on_point = distinct(6)
    write("secret/02-on-a-point", [("add", name, 10) for name in on_point]
          + [("owners", f"{name}#{i}", 2) for name in on_point for i in range(10)])
    write("secret/03-seam", seam(distinct(4)))
    # n1605#61 and n2614#0 share a position; so do n1605#60 and n2614#1.
    pair = [("owners", "n1605#61", 2), ("owners", "n2614#0", 1), ("owners", "n2614#1", 5)]
    write("secret/04-shared-position",
          [("add", "n2614", 1), ("add", "n1605", 62)] + pair + [("remove", "n2614")] + pair
          + [("add", "n2614", 2)] + pair + [("remove", "n1605")] + pair)
    write("secret/05-few", steady(3, 5, 100))
    write("secret/06-more-replicas-than-nodes",
          steady(2, 40, 0) + [lookup(5) for _ in range(60)])
    write("secret/07-churn", churn(8, 12, 40, 10))
    write("secret/08-churn-weights", churn(12, 200, 100, 6))
    write("secret/09-unequal", [("add", "big", 200), ("add", "small", 1)]
          + [lookup(RNG.randint(1, 2)) for _ in range(400)])
    write("secret/10-steady", steady(20, 100, 1000))
    write("secret/11-large-steady", steady(100, 200, 6000))
    write("secret/12-large-churn", churn(150, 200, 220, 15))


main()
