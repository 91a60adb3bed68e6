"""Slow: computes every delay anew from the first one, O(retries) each."""

import sys

lines = sys.stdin.read().split("\n")
base, factor, cap, jitter, attempts, budget = map(int, lines[0].split())


def delay_before(retry):
    delay = min(base, cap)
    for _ in range(retry - 1):
        delay = min(cap, delay * factor)
    return delay


for line in lines[2:int(lines[1]) + 2]:
    total, verdict = 0, None
    for i, item in enumerate(line.split()[1:], 1):
        wait, _, demand = item.partition(":")
        wait, demand = int(wait), int(demand or 0)
        delay = delay_before(i)
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
