"""Mistake: hashes modulo the number of nodes, the scheme the ring is meant to replace."""

import sys

MASK = 0xFFFFFFFF


def position(text):
    h = 2166136261
    for byte in text.encode():
        h = (h ^ byte) * 16777619 & MASK
    h = (h ^ h >> 16) * 2246822507 & MASK
    h = (h ^ h >> 13) * 3266489909 & MASK
    return h ^ h >> 16


nodes = []
for line in sys.stdin.read().splitlines()[1:]:
    kind, name, *rest = line.split()
    if kind == "add":
        nodes = sorted(nodes + [name])
    elif kind == "remove":
        nodes.remove(name)
    elif nodes:
        start = position(name) % len(nodes)
        print(" ".join((nodes[start:] + nodes[:start])[:int(rest[0])]))
    else:
        print("none")
