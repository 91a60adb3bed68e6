"""Mistake: forgets that the ring is closed, and reads past the end for keys beyond the last."""

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


points, nodes = [], 0
for line in sys.stdin.read().splitlines()[1:]:
    kind, name, *rest = line.split()
    if kind == "add":
        points = sorted(points + [(position(f"{name}#{i}"), name) for i in range(int(rest[0]))])
        nodes += 1
    elif kind == "remove":
        points = [point for point in points if point[1] != name]
        nodes -= 1
    else:
        found = []
        at = bisect_left(points, (position(name), ""))
        while len(found) < min(nodes, int(rest[0])):
            if points[at][1] not in found:
                found.append(points[at][1])
            at += 1
        print(" ".join(found) or "none")
