"""Mistake: puts both copies on the least loaded node, where one failure loses both."""

import sys

lines = sys.stdin.read().split("\n")
n, m, c = map(int, lines[0].split())
free, load = [c] * m, [0] * m
for line in lines[1:n + 1]:
    size, weight = map(int, line.split())
    node = min(range(m), key=lambda node: (free[node] < 2 * size, load[node]))
    free[node] -= 2 * size
    load[node] += 2 * weight
    print(node + 1, node + 1)
