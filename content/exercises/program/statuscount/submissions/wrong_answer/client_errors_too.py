"""Mistake: counts 4xx, which the client caused, among the errors of the server."""

import sys
from collections import Counter

statuses = [line.split(" ")[2] for line in sys.stdin.read().splitlines()[1:]]
counts = Counter(status for status in statuses if status != "-")
for status in sorted(counts):
    print(status, counts[status])
print("errors", sum(count for status, count in counts.items() if int(status) >= 400))
