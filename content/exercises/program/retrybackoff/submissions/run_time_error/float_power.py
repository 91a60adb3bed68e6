"""Mistake: computes the power in floating point, which overflows in a long outage."""

import sys

lines = sys.stdin.read().split("\n")
base, factor, cap, jitter, attempts, budget = map(int, lines[0].split())
for line in lines[2:int(lines[1]) + 2]:
    total, verdict = 0, None
    for i, item in enumerate(line.split()[1:], 1):
        wait, _, demand = item.partition(":")
        wait, demand = int(wait), int(demand or 0)
        delay = int(min(cap, base * float(factor) ** (i - 1)))
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
    print(verdict or f"ok {total}")
