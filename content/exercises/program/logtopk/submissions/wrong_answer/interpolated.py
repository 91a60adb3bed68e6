"""Mistake: interpolates between neighbours, which gives latencies nobody measured."""

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
    position = 0.95 * (len(values) - 1)
    low = int(position)
    high = min(low + 1, len(values) - 1)
    p95 = round(values[low] + (values[high] - values[low]) * (position - low))
    report.append((-len(values), -p95, path))
for count, p95, path in sorted(report)[:k]:
    print(path, -count, -p95)
