"""Mistake: a demand of the server becomes the new delay, from which later delays grow."""

import sys

lines = sys.stdin.read().split("\n")
base, factor, cap, jitter, attempts, budget = map(int, lines[0].split())
for line in lines[2:int(lines[1]) + 2]:
    delay, total, verdict = min(base, cap), 0, None
    for i, item in enumerate(line.split()[1:], 1):
        wait, _, demand = item.partition(":")
        wait, demand = int(wait), int(demand or 0)
        total += wait
        if i >= attempts:
            verdict = f"attempts {i}"
        elif wait < max(demand, (delay * (100 - jitter) + 99) // 100):
            verdict = f"early {i}"
        elif wait > max(demand, delay * (100 + jitter) // 100):
            verdict = f"late {i}"
        elif total > budget:
            verdict = f"budget {i}"
        if verdict:
            break
        delay = min(cap, max(delay, demand) * factor)
    print(verdict or f"ok {total}")
