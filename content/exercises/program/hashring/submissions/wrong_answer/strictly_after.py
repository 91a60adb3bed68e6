"""Mistake: searches for a point strictly after the key; a point at its very position is missed."""

import sys
from bisect import bisect_right

MASK = 0xFFFFFFFF


def position(text):
    h = 2166136261
    for byte in text.encode():
        h = (h ^ byte) * 16777619 & MASK
    h = (h ^ h >> 16) * 2246822507 & MASK
    h = (h ^ h >> 13) * 3266489909 & MASK
    return h ^ h >> 16


points = []
for line in sys.stdin.read().splitlines()[1:]:
    kind, name, *rest = line.split()
    if kind == "add":
        points = sorted(points + [(position(f"{name}#{i}"), name) for i in range(int(rest[0]))])
    elif kind == "remove":
        points = [point for point in points if point[1] != name]
    else:
        found = []
        start = bisect_right(points, (position(name), "~"))
        for step in range(len(points)):
            owner = points[(start + step) % len(points)][1]
            if owner not in found and len(found) < int(rest[0]):
                found.append(owner)
                if len(found) == int(rest[0]):
                    break
        print(" ".join(found) or "none")
