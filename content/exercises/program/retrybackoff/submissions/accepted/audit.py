"""Carries the delay along and compares with integer limits."""

import sys


def audit(policy, waits):
    base, factor, cap, jitter, attempts, budget = policy
    delay, total = min(base, cap), 0
    for i, item in enumerate(waits, 1):
        wait, _, demand = item.partition(":")
        wait, demand = int(wait), int(demand or 0)
        total += wait
        if i >= attempts:
            return f"attempts {i}"
        if wait < max(demand, (delay * (100 - jitter) + 99) // 100):
            return f"early {i}"
        if wait > max(demand, delay * (100 + jitter) // 100):
            return f"late {i}"
        if total > budget:
            return f"budget {i}"
        delay = min(cap, delay * factor)
    return f"ok {total}"


def main():
    lines = sys.stdin.read().split("\n")
    policy = list(map(int, lines[0].split()))
    for line in lines[2:int(lines[1]) + 2]:
        print(audit(policy, line.split()[1:]))


main()
