"""Valid but incomplete: looks at disk space only, as the promise in the statement does."""

import sys

lines = sys.stdin.read().split("\n")
n, m, c = map(int, lines[0].split())
shards = [tuple(map(int, line.split())) for line in lines[1:n + 1]]
free, placed = [c] * m, [None] * n
for i in sorted(range(n), key=lambda i: -shards[i][0]):
    placed[i] = sorted(range(m), key=lambda node: -free[node])[:2]
    for node in placed[i]:
        free[node] -= shards[i][0]
for a, b in placed:
    print(a + 1, b + 1)
