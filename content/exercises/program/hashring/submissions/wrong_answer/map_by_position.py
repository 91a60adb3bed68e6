"""Mistake: a map from position to node, in which a newer node erases the point of an older one."""

import sys
from bisect import bisect_left

MASK = 0xFFFFFFFF


def position(text):
    h = 2166136261
    for byte in text.encode():
        h = (h ^ byte) * 16777619 & MASK
    h = (h ^ h >> 16) * 2246822507 & MASK
    h = (h ^ h >> 13) * 3266489909 & MASK
    return h ^ h >> 16


owner_of, order = {}, []
for line in sys.stdin.read().splitlines()[1:]:
    kind, name, *rest = line.split()
    if kind == "add":
        for i in range(int(rest[0])):
            owner_of[position(f"{name}#{i}")] = name
        order = sorted(owner_of)
    elif kind == "remove":
        owner_of = {at: owner for at, owner in owner_of.items() if owner != name}
        order = sorted(owner_of)
    else:
        found = []
        start = bisect_left(order, position(name))
        for step in range(len(order)):
            owner = owner_of[order[(start + step) % len(order)]]
            if owner not in found:
                found.append(owner)
                if len(found) == int(rest[0]):
                    break
        print(" ".join(found) or "none")
