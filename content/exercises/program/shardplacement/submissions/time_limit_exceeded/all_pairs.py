"""Slow: tries all pairs of nodes for every shard, O(shards * nodes * nodes)."""

import sys

lines = sys.stdin.read().split("\n")
n, m, c = map(int, lines[0].split())
shards = [tuple(map(int, line.split())) for line in lines[1:n + 1]]


def place(order, by_load):
    free, load, placed = [c] * m, [0] * m, [None] * n
    for i in order:
        size, weight = shards[i]
        best = None
        for a in range(m):
            for b in range(m):
                if a != b and free[a] >= size and free[b] >= size:
                    key = (max(load[a], load[b]), load[a] + load[b])
                    if not by_load:
                        key = (-min(free[a], free[b]), -free[a] - free[b])
                    if best is None or key < best[0]:
                        best = (key, a, b)
        if best is None:
            return None
        placed[i] = best[1:]
        for node in placed[i]:
            free[node] -= size
            load[node] += weight
    return placed


placed = (place(sorted(range(n), key=lambda i: -shards[i][1]), True)
          or place(sorted(range(n), key=lambda i: -shards[i][0]), False))
for a, b in placed:
    print(a + 1, b + 1)
