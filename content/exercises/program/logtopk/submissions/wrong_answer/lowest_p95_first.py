"""Mistake: among equal counts, puts the lower p95 first."""

import sys

lines = sys.stdin.read().split("\n")
n, k = map(int, lines[0].split())
groups = {}
for line in lines[1:n + 1]:
    path, millis = line.split(" ")
    groups.setdefault(path, []).append(int(millis))
report = []
for path, values in groups.items():
    values.sort()
    report.append((-len(values), values[(95 * len(values) + 99) // 100 - 1], path))
for count, p95, path in sorted(report)[:k]:
    print(path, -count, p95)
