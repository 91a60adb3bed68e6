"""Mistake: places by load only and expects that a node with room is always left."""

import sys

lines = sys.stdin.read().split("\n")
n, m, c = map(int, lines[0].split())
shards = [tuple(map(int, line.split())) for line in lines[1:n + 1]]
free, load, placed = [c] * m, [0] * m, [None] * n
for i in sorted(range(n), key=lambda i: -shards[i][1]):
    size, weight = shards[i]
    placed[i] = []
    for _ in range(2):
        node = min((node for node in range(m) if free[node] >= size and node + 1 not in placed[i]),
                   key=lambda node: load[node])
        free[node] -= size
        load[node] += weight
        placed[i].append(node + 1)
for pair in placed:
    print(*pair)
