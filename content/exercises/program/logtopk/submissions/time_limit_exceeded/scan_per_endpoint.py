"""Slow: scans the whole log once for every endpoint, O(n * endpoints)."""

import sys

lines = sys.stdin.read().split("\n")
n, k = map(int, lines[0].split())
rows = [line.split(" ") for line in lines[1:n + 1]]
report = []
for path in {row[0] for row in rows}:
    values = []
    for other, millis in rows:
        if other == path:
            values.append(int(millis))
    values.sort()
    report.append((-len(values), -values[(95 * len(values) + 99) // 100 - 1], path))
report.sort()
for count, p95, path in report[:k]:
    print(path, -count, -p95)
