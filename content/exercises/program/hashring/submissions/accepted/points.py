"""One sorted list of points, searched by bisection."""

import sys
from bisect import bisect_left

MASK = 0xFFFFFFFF


def position(text):
    h = 2166136261
    for byte in text.encode():
        h = (h ^ byte) * 16777619 & MASK
    h ^= h >> 16
    h = h * 2246822507 & MASK
    h ^= h >> 13
    h = h * 3266489909 & MASK
    return h ^ h >> 16


def owners(points, key, wanted):
    found = []
    start = bisect_left(points, (position(key), ""))
    for step in range(len(points)):
        name = points[(start + step) % len(points)][1]
        if name not in found:
            found.append(name)
            if len(found) == wanted:
                break
    return found


def main():
    points = []
    lines = sys.stdin.read().split("\n")
    for line in lines[1:int(lines[0]) + 1]:
        kind, name, *rest = line.split()
        if kind == "add":
            points += [(position(f"{name}#{i}"), name) for i in range(int(rest[0]))]
            points.sort()
        elif kind == "remove":
            points = [point for point in points if point[1] != name]
        else:
            print(" ".join(owners(points, name, int(rest[0]))) or "none")


main()
