"""Mistake: converts the status before looking for the dash, and stops with a ValueError."""

import sys

counts = {}
for line in sys.stdin.read().splitlines()[1:]:
    status = int(line.split(" ")[2])
    counts[status] = counts.get(status, 0) + 1
for status in sorted(counts):
    print(status, counts[status])
print("errors", sum(count for status, count in counts.items() if status >= 500))
