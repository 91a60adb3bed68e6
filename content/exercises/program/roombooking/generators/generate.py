"""Writes data/sample and data/secret. Run in the package folder: python3 generators/generate.py

Deterministic (fixed seed). Two solutions written apart from each other must agree on every case.
"""

import bisect
import json
import os
import random

RNG = random.Random(20250905)


def solve(rooms, requests):
    """Efficient: sorted starts and ends per room."""
    starts, ends, out = [[] for _ in range(rooms)], [[] for _ in range(rooms)], []
    for start, end in requests:
        result = 0
        for room in range(rooms):
            at = bisect.bisect_left(starts[room], start)
            before = at == 0 or ends[room][at - 1] <= start
            after = at == len(starts[room]) or starts[room][at] >= end
            if before and after:
                starts[room].insert(at, start)
                ends[room].insert(at, end)
                result = room + 1
                break
        out.append(result)
    return out


def brute(rooms, requests):
    """Plain: compares with every accepted request so far."""
    accepted, out = [], []
    for start, end in requests:
        taken = {room for room, a, b in accepted if max(a, start) < min(b, end)}
        free = [room for room in range(1, rooms + 1) if room not in taken]
        out.append(free[0] if free else 0)
        if free:
            accepted.append((free[0], start, end))
    return out


def write(name, rooms, requests):
    answer = solve(rooms, requests)
    if len(requests) <= 3000:
        assert answer == brute(rooms, requests), name
    os.makedirs(os.path.dirname(f"data/{name}"), exist_ok=True)
    with open(f"data/{name}.in", "w", newline="\n") as file:
        rows = json.dumps([list(r) for r in requests], separators=(",", ":"))
        file.write(f"{rooms}\n{rows}\n")
    with open(f"data/{name}.ans", "w", newline="\n") as file:
        file.write(json.dumps(answer, separators=(",", ":")) + "\n")


def requests(count, last, longest):
    rows = []
    for _ in range(count):
        start = RNG.randint(0, last - 1)
        rows.append((start, min(last, start + RNG.randint(1, longest))))
    return rows


def shuffled(rows):
    RNG.shuffle(rows)
    return rows


def main():
    write("sample/1", 2, [(10, 20), (15, 25), (12, 18), (20, 30), (5, 10)])
    write("sample/2", 1, [(2, 8), (0, 4), (4, 9), (8, 9)])
    write("secret/01-one", 1, [(0, 1)])
    write("secret/02-touching", 2, [(0, 5), (5, 10), (4, 6), (10, 11), (6, 7), (3, 4), (0, 12)])
    write("secret/03-inside-and-around", 3, [(10, 20), (12, 13), (5, 30), (0, 100), (13, 14),
                                             (20, 21), (9, 11), (30, 31), (4, 5), (19, 20)])
    write("secret/04-same-request", 4, [(7, 9)] * 6 + [(8, 9), (6, 7), (9, 10), (6, 10)])
    write("secret/05-lowest-room", 3, [(0, 3), (3, 6), (0, 2), (8, 9), (8, 10), (2, 3), (9, 12),
                                       (10, 11), (0, 12), (6, 8), (0, 1)])
    write("secret/06-small-times", 2, requests(120, 12, 4))
    write("secret/07-random", 4, requests(400, 1000, 60))
    write("secret/08-crowded", 20, requests(1200, 5000, 400))
    write("secret/09-hours", 12, [(60 * s, 60 * s + 60 * d) for s, d in
                                  [(RNG.randrange(500), RNG.randint(1, 4)) for _ in range(1500)]])
    write("secret/10-large", 20, requests(4000, 10 ** 9, 3 * 10 ** 6))
    slots = [(50 * i, 50 * i + RNG.randint(1, 50)) for i in range(9000)]
    write("secret/11-one-room-free", 1, shuffled(slots) + requests(900, 450000, 40))


main()
