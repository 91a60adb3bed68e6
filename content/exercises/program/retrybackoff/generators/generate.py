"""Writes data/sample and data/secret. Run in the package folder: python3 generators/generate.py

Deterministic (fixed seed). Two solutions written apart from each other must agree on every case
that both can finish.
"""

import os
import random
from fractions import Fraction

RNG = random.Random(20250909)


def solve(policy, requests):
    """Efficient: one delay carried along, integer limits."""
    base, factor, cap, jitter, attempts, budget = policy
    out = []
    for waits in requests:
        delay, total, verdict = min(base, cap), 0, None
        for i, (wait, demand) in enumerate(waits, 1):
            total += wait
            low = max(demand, (delay * (100 - jitter) + 99) // 100)
            high = max(demand, delay * (100 + jitter) // 100)
            delay = min(cap, delay * factor)
            if i >= attempts:
                verdict = f"attempts {i}"
            elif wait < low:
                verdict = f"early {i}"
            elif wait > high:
                verdict = f"late {i}"
            elif total > budget:
                verdict = f"budget {i}"
            if verdict:
                break
        out.append(verdict or f"ok {total}")
    return out


def brute(policy, requests):
    """Plain: each rule by its definition, with exact fractions; the earliest violation wins."""
    base, factor, cap, jitter, attempts, budget = policy
    out = []
    for waits in requests:
        found = []
        for i, (wait, demand) in enumerate(waits, 1):
            delay = min(cap, base * factor ** (i - 1))
            spread = Fraction(delay * jitter, 100)
            if i + 1 > attempts:
                found.append((i, 0, "attempts"))
            if wait < delay - spread or wait < demand:
                found.append((i, 1, "early"))
            if wait > delay + spread and wait > demand:
                found.append((i, 2, "late"))
            if sum(w for w, _ in waits[:i]) > budget:
                found.append((i, 3, "budget"))
        first = min(found, default=None)
        out.append(f"{first[2]} {first[0]}" if first else f"ok {sum(w for w, _ in waits)}")
    return out


def write(name, policy, requests):
    requests = [[w if isinstance(w, tuple) else (w, 0) for w in waits] for waits in requests]
    answer = solve(policy, requests)
    if max(map(len, requests)) <= 400:
        assert answer == brute(policy, requests), name
    os.makedirs(os.path.dirname(f"data/{name}"), exist_ok=True)
    with open(f"data/{name}.in", "w", newline="\n") as file:
        file.write(" ".join(map(str, policy)) + f"\n{len(requests)}\n")
        for waits in requests:
            row = [f"{w}:{a}" if a else str(w) for w, a in waits]
            file.write(" ".join([str(len(row))] + row) + "\n")
    with open(f"data/{name}.ans", "w", newline="\n") as file:
        file.write("\n".join(answer) + "\n")


def trace(policy, retries, slip=0.0, demands=0.0, edge=0.5):
    """Waits that follow the policy, often on a limit; with probability `slip` one off the limit."""
    base, factor, cap, jitter, _, _ = policy
    delay, waits = min(base, cap), []
    for _ in range(retries):
        demand = RNG.randint(1, min(10 ** 9, 2 * delay)) if RNG.random() < demands else 0
        low = max(demand, (delay * (100 - jitter) + 99) // 100)
        high = max(demand, delay * (100 + jitter) // 100)
        if RNG.random() < slip:
            wait = RNG.choice([low - 1, high + 1])
        elif RNG.random() < edge:
            wait = RNG.choice([low, high])
        else:
            wait = RNG.randint(low, high) if low <= high else low
        waits.append((max(0, min(2 * 10 ** 9, wait)), demand))
        delay = min(cap, delay * factor)
    return waits


def many(policy, count, longest, **how):
    return [trace(policy, RNG.randint(0, longest), **how) for _ in range(count)]


def main():
    write("sample/1", (100, 2, 500, 10, 5, 1300),
          [[90, 180, 440, 550], [90, 179, 400], [100, 200, 400, 551], [110, 220, 440, 540],
           [95, 190, 380, 470, 100]])
    write("sample/2", (10, 3, 60, 7, 9, 200),
          [[10, 30, 60], [(50, 50)], [(10, 5)], [(50, 50), 31], []])
    big = 10 ** 15
    write("secret/01-no-retries", (5, 2, 9, 0, 1, 0), [[], [5]])
    write("secret/02-attempts", (5, 2, 40, 0, 3, 1000),
          [[5, 10], [5, 10, 20], [5, 10, 19], [4, 10, 20], [5, 11, 20]])
    write("secret/03-cap-below-base", (1000, 2, 300, 20, 10, big),
          [[240, 360], [360, 361], [239], [1000], [300, 300]])
    write("secret/04-full-jitter", (8, 2, 100, 100, 8, 500),
          [[0, 0, 0, 0], [16, 32, 64], [17], [16, 33], [0, 0, 0, 0, 0, 200]])
    policy = (10, 3, 99, 7, 50, big)
    write("secret/05-rounding", policy,
          [[10, 28], [10, 27], [10, 32], [10, 33], [11], [9], *many(policy, 40, 6, slip=0.1)])
    policy = (100, 1, 1000, 29, 40, 900)
    write("secret/06-constant-and-budget", policy, many(policy, 60, 12, slip=0.02))
    policy = (50, 2, 2000, 10, 12, 30000)
    write("secret/07-demands", policy, many(policy, 200, 11, slip=0.05, demands=0.4))
    policy = (3, 2, 10 ** 9, 5, 200, big)
    write("secret/08-powers-of-two", policy, many(policy, 30, 120, slip=0.003, edge=1))
    policy = (7, 1000, 10 ** 9, 50, 300, big)
    write("secret/09-steep", policy, many(policy, 40, 250, slip=0.004))
    policy = (100, 2, 800, 15, 10, 4000)
    write("secret/10-usual", policy, many(policy, 1500, 10, slip=0.02, demands=0.1))
    policy = (10 ** 9, 1000, 10 ** 9, 100, 400, big)
    write("secret/11-largest", policy, [[2 * 10 ** 9] * 300, [2 * 10 ** 9] * 399])
    policy = (3, 991, 900, 12, 20000, big)
    write("secret/12-long-outage", policy, [trace(policy, 19999)])
    policy = (1, 2, 10 ** 6, 10, 20000, 10 ** 10)
    write("secret/13-long-outage-budget", policy, [trace(policy, 12000)])


main()
