"""Mistake: sorts by count alone, so equal counts stay in the order of the log."""

import sys

lines = sys.stdin.read().split("\n")
n, k = map(int, lines[0].split())
groups = {}
for line in lines[1:n + 1]:
    path, millis = line.split(" ")
    groups.setdefault(path, []).append(int(millis))
report = sorted(groups.items(), key=lambda item: -len(item[1]))
for path, values in report[:k]:
    values.sort()
    print(path, len(values), values[(95 * len(values) + 99) // 100 - 1])
