"""Writes data/sample and data/secret. Run in the package folder: python3 generators/generate.py

Deterministic (fixed seed). Two solutions written apart from each other must agree on every case.
"""

import json
import os
import random
from collections import deque

RNG = random.Random(20250904)


def solve(limit, window, operations):
    """Efficient: a queue of allowed times per client."""
    queues, out = {}, []
    for name, client, *time in operations:
        if name == "forget":
            queues.pop(client, None)
            continue
        queue = queues.setdefault(client, deque())
        while queue and queue[0] <= time[0] - window:
            queue.popleft()
        if name == "allow":
            out.append(len(queue) < limit)
            if out[-1]:
                queue.append(time[0])
        else:
            out.append(0 if len(queue) < limit else queue[0] + window - time[0])
    return out


def brute(limit, window, operations):
    """Plain: counts in the whole history; tries one waiting time after the other."""
    history, out = [], []

    def room(client, time):
        return sum(c == client and t > time - window for c, t in history) < limit

    for name, client, *time in operations:
        if name == "forget":
            history = [entry for entry in history if entry[0] != client]
        elif name == "allow":
            out.append(room(client, time[0]))
            if out[-1]:
                history.append((client, time[0]))
        else:
            out.append(next(wait for wait in range(window + 1) if room(client, time[0] + wait)))
    return out


def write(name, limit, window, operations):
    answer = solve(limit, window, operations)
    if len(operations) <= 700 and window <= 300:
        assert answer == brute(limit, window, operations), name
    os.makedirs(os.path.dirname(f"data/{name}"), exist_ok=True)

    def lines(values):
        return "".join(json.dumps(value, separators=(",", ":")) + "\n" for value in values)
    with open(f"data/{name}.in", "w", newline="\n") as file:
        file.write(lines([[limit, window]] + [list(op) for op in operations]))
    with open(f"data/{name}.ans", "w", newline="\n") as file:
        file.write(lines(answer))


def mixed(count, clients, step, asking=0.3, forgetting=0.0):
    now, operations = 0, []
    for _ in range(count):
        now += RNG.choice([0, 1, RNG.randint(0, step)])
        client = RNG.choice(clients)
        if RNG.random() < forgetting:
            operations.append(("forget", client))
        else:
            name = "retry_after" if RNG.random() < asking else "allow"
            operations.append((name, client, now))
    return operations


def main():
    write("sample/1", 2, 100, [("allow", "ada", 0), ("allow", "ada", 40), ("allow", "ada", 50),
                               ("retry_after", "ada", 50), ("retry_after", "ada", 100),
                               ("allow", "ada", 100), ("allow", "ada", 139), ("allow", "ada", 140)])
    write("sample/2", 1, 1000, [("allow", "ada", 5), ("allow", "bob", 5), ("allow", "ada", 6),
                                ("forget", "ada"), ("retry_after", "ada", 6),
                                ("allow", "ada", 6), ("retry_after", "bob", 6)])
    write("secret/01-never-seen", 3, 10, [("retry_after", "x", 0), ("forget", "x"),
                                          ("retry_after", "x", 9)])
    write("secret/02-edges", 1, 10, [("allow", "a", 0), ("allow", "a", 9), ("retry_after", "a", 9),
                                     ("allow", "a", 10), ("retry_after", "a", 10),
                                     ("allow", "a", 19), ("allow", "a", 20)])
    write("secret/03-boundary-burst", 3, 100, [("allow", "a", t) for t in (97, 98, 99, 100, 101,
                                               102, 103, 197, 198, 199, 200, 201)])
    write("secret/04-rejected-do-not-count", 2, 50, [("allow", "a", t) for t in range(0, 200, 5)])
    write("secret/05-window-one", 2, 1, mixed(150, ["a", "b"], 1))
    write("secret/06-same-time", 4, 20, [("allow", "a", 7)] * 6 + [("retry_after", "a", 7)]
          + [("allow", "a", 26)] * 2 + [("allow", "a", 27)] * 6)
    write("secret/07-random", 3, 60, mixed(600, ["a", "b", "c"], 20))
    write("secret/08-forgetting", 3, 200, mixed(600, ["ada", "bob", "ad"], 12, 0.3, 0.05))
    write("secret/09-many-clients", 5, 5000, mixed(2500, [f"c{i}" for i in range(60)], 20, 0.2))
    write("secret/10-large-numbers", 1, 10 ** 9, [("allow", "a", 0), ("allow", "a", 999999999),
                                                  ("retry_after", "a", 999999999),
                                                  ("allow", "a", 10 ** 9)])
    write("secret/11-long-history", 10 ** 5, 10 ** 9, [("allow", "a", i) for i in range(14000)])


main()
