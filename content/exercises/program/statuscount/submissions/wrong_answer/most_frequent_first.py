"""Mistake: prints the most frequent code first instead of the smallest."""

import sys
from collections import Counter

statuses = [line.split(" ")[2] for line in sys.stdin.read().splitlines()[1:]]
counts = Counter(status for status in statuses if status != "-")
for status, count in counts.most_common():
    print(status, count)
print("errors", sum(count for status, count in counts.items() if status[0] == "5"))
