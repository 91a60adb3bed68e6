"""Writes data/sample and data/secret. Run in the package folder: python3 generators/generate.py

Deterministic (fixed seed). The answer file holds the bound B and a placement found by the
reference; both are checked here, and for tiny cases the bound against all placements.
"""

import itertools
import os
import random

RNG = random.Random(20250912)


def bound(shards, nodes):
    loads = [load for _, load in shards]
    return max(-(-2 * sum(loads) // nodes), max(loads))


def by_size(shards, nodes, disk):
    """The placement the statement promises to fit."""
    free, placed = [disk] * nodes, [None] * len(shards)
    for i in sorted(range(len(shards)), key=lambda i: (-shards[i][0], i)):
        a, b = sorted(range(nodes), key=lambda node: (-free[node], node))[:2]
        for node in (a, b):
            free[node] -= shards[i][0]
            assert free[node] >= 0, "the promise is broken"
        placed[i] = (a, b)
    return placed


def by_load(shards, nodes, disk):
    free, load, placed = [disk] * nodes, [0] * nodes, [None] * len(shards)
    for i in sorted(range(len(shards)), key=lambda i: -shards[i][1]):
        room = [node for node in range(nodes) if free[node] >= shards[i][0]]
        if len(room) < 2:
            return None
        pair = sorted(room, key=lambda node: load[node])[:2]
        for node in pair:
            free[node] -= shards[i][0]
            load[node] += shards[i][1]
        placed[i] = tuple(pair)
    return placed


def busiest(shards, nodes, placed):
    load = [0] * nodes
    for (_, weight), pair in zip(shards, placed):
        for node in pair:
            load[node] += weight
    return max(load)


def valid(shards, nodes, disk, placed):
    used = [0] * nodes
    for (size, _), (a, b) in zip(shards, placed):
        assert a != b
        used[a] += size
        used[b] += size
    return max(used) <= disk


def brute(shards, nodes, disk):
    """Plain: all placements."""
    pairs = list(itertools.combinations(range(nodes), 2))
    return min(busiest(shards, nodes, placed)
               for placed in itertools.product(pairs, repeat=len(shards))
               if valid(shards, nodes, disk, placed))


def write(name, nodes, disk, shards):
    safe = by_size(shards, nodes, disk)
    placed = by_load(shards, nodes, disk) or safe
    assert valid(shards, nodes, disk, placed) and valid(shards, nodes, disk, safe)
    low = bound(shards, nodes)
    assert busiest(shards, nodes, placed) >= low
    if len(shards) <= 5 and nodes <= 4:
        assert low <= brute(shards, nodes, disk) <= busiest(shards, nodes, placed), name
    os.makedirs(os.path.dirname(f"data/{name}"), exist_ok=True)
    with open(f"data/{name}.in", "w", newline="\n") as file:
        file.write(f"{len(shards)} {nodes} {disk}\n")
        file.write("".join(f"{size} {load}\n" for size, load in shards))
    with open(f"data/{name}.ans", "w", newline="\n") as file:
        file.write("".join(f"{a + 1} {b + 1}\n" for a, b in placed))


def disk_for(shards, nodes, slack):
    """Disk space with which the promise just holds, times `slack`."""
    free = [0] * nodes
    for size in sorted((size for size, _ in shards), reverse=True):
        for node in sorted(range(nodes), key=lambda node: free[node])[:2]:
            free[node] += size
    return int(max(free) * slack)


def case(name, nodes, shards, slack):
    write(name, nodes, disk_for(shards, nodes, slack), shards)


def heavy_tail(count):
    return [(RNG.randint(1, 1000), min(60000, int(200 * RNG.paretovariate(1.1))))
            for _ in range(count)]


def main():
    write("sample/1", 3, 20, [(10, 4), (10, 4), (10, 4)])
    write("sample/2", 4, 100, [(90, 1), (5, 90), (8, 60), (8, 25)])
    case("secret/01-two-nodes", 2, [(3, 5), (4, 6), (1, 9)], 1.0)
    case("secret/02-equal", 10, [(10, 7)] * 100, 1.2)
    case("secret/03-uniform", 8, [(RNG.randint(1, 100), RNG.randint(1, 100))
                                  for _ in range(120)], 2.0)
    case("secret/04-descending-loads", 6, [(5, 1000 - i) for i in range(240)], 1.5)
    case("secret/05-heavy-tail", 20, heavy_tail(500), 1.3)
    # Large shards are idle: placing by load alone finds no room for the last ones.
    tight = [(RNG.randint(300, 400), 1) for _ in range(60)]
    tight += [(RNG.randint(1, 60), RNG.randint(500, 900)) for _ in range(240)]
    case("secret/06-large-and-idle", 12, tight, 1.02)
    case("secret/07-anticorrelated", 16, [(s, 1001 - s) for s in
                                          (RNG.randint(1, 1000) for _ in range(300))], 1.05)
    case("secret/08-correlated", 16, [(s, s) for s in
                                      (RNG.randint(1, 1000) for _ in range(400))], 1.02)
    case("secret/09-few-large", 9, [(50, 1000)] * 9 + [(5, RNG.randint(1, 60))
                                                       for _ in range(200)], 1.3)
    waves = [(10, 10 + 990 * (i % 12 == 0)) for i in range(600)]
    case("secret/10-hot-every-twelfth", 12, waves, 1.5)
    case("secret/11-many", 100, heavy_tail(2000), 1.25)
    case("secret/12-many-nodes", 120, [(RNG.randint(1, 10 ** 5), RNG.randint(1, 10 ** 6))
                                       for _ in range(2000)], 1.1)


main()
