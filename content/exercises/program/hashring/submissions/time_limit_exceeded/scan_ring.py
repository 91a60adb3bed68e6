"""Slow: looks at every point of the ring for every key, O(points) per lookup."""

import sys

MASK = 0xFFFFFFFF


def position(text):
    h = 2166136261
    for byte in text.encode():
        h = (h ^ byte) * 16777619 & MASK
    h = (h ^ h >> 16) * 2246822507 & MASK
    h = (h ^ h >> 13) * 3266489909 & MASK
    return h ^ h >> 16


nodes = {}
for line in sys.stdin.read().splitlines()[1:]:
    kind, name, *rest = line.split()
    if kind == "add":
        nodes[name] = [position(f"{name}#{i}") for i in range(int(rest[0]))]
    elif kind == "remove":
        del nodes[name]
    else:
        at = position(name)
        nearest = []
        for node, points in nodes.items():
            nearest.append((min((point - at) & MASK for point in points), node))
        nearest.sort()
        print(" ".join(node for _, node in nearest[:int(rest[0])]) or "none")
