"""Writes data/sample and data/secret. Run in the package folder: python3 generators/generate.py

Deterministic (fixed seed). Two solutions written apart from each other must agree on every case.
"""

import os
import random

RNG = random.Random(20250902)
LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789"


def solve(rows, k):
    """Efficient: group, then one sort."""
    groups = {}
    for path, millis in rows:
        groups.setdefault(path, []).append(millis)
    table = []
    for path, values in groups.items():
        values.sort()
        table.append((-len(values), -values[(95 * len(values) + 99) // 100 - 1], path))
    table.sort()
    return [f"{path} {-count} {-p95}" for count, p95, path in table[:k]]


def brute(rows, k):
    """Plain: p95 by its definition, selection by repeated search for the best endpoint."""
    rest = {}
    for path in {path for path, _ in rows}:
        values = [millis for other, millis in rows if other == path]
        smallest = min(v for v in values
                       if sum(w <= v for w in values) * 100 >= 95 * len(values))
        rest[path] = (len(values), smallest)
    out = []
    while rest and len(out) < k:
        best = None
        for path in rest:
            if best is None or rest[path] > rest[best] or (rest[path] == rest[best]
                                                           and path < best):
                best = path
        out.append(f"{best} {rest[best][0]} {rest[best][1]}")
        del rest[best]
    return out


def write(name, k, rows):
    answer = solve(rows, k)
    if len(rows) <= 3000:
        assert answer == brute(rows, k), name
    os.makedirs(os.path.dirname(f"data/{name}"), exist_ok=True)
    with open(f"data/{name}.in", "w", newline="\n") as file:
        file.write(f"{len(rows)} {k}\n" + "".join(f"{path} {ms}\n" for path, ms in rows))
    with open(f"data/{name}.ans", "w", newline="\n") as file:
        file.write("\n".join(answer) + "\n")


def latency():
    return min(60000, int(RNG.lognormvariate(4, 1)))


def paths(count, longest):
    found = set()
    while len(found) < count:
        size = RNG.randint(1, longest)
        found.add("/" + "".join(RNG.choice(LETTERS + "-/") for _ in range(size)))
    return sorted(found)


def shuffled(rows):
    RNG.shuffle(rows)
    return rows


def main():
    write("sample/1", 3, [("/cart", 30), ("/login", 80), ("/users", 50), ("/cart", 20),
                          ("/health", 1), ("/users", 90), ("/cart", 40), ("/login", 10)])
    write("sample/2", 10, [("/b/1", 5), ("/b-1", 5), ("/a", 4)])
    write("secret/01-single", 1, [("/a", 0)])
    # The number of values per endpoint covers every remainder, among them whole ranks.
    write("secret/02-ranks", 100, shuffled([(f"/m{m}", 10 * i) for m in range(1, 61)
                                            for i in range(m)]))
    write("secret/03-hundred", 5, shuffled([(f"/h{m}", i) for m in (20, 40, 60, 100)
                                            for i in range(m)]))
    write("secret/04-ties-in-count", 20, shuffled([(f"/t{i}", latency()) for i in range(40)
                                                   for _ in range(3)]))
    write("secret/05-ties-in-all", 30, shuffled([(p, 7) for p in paths(60, 3) for _ in range(2)]))
    write("secret/06-equal-latencies", 9, [("/same", 60000)] * 50)
    write("secret/07-k-larger", 1000, shuffled([(RNG.choice("/x /y /z".split()), latency())
                                                for _ in range(200)]))
    zipf = paths(50, 12)
    write("secret/08-usual", 10, [(zipf[min(49, int(RNG.paretovariate(0.8)) - 1)], latency())
                                  for _ in range(2500)])
    zipf = paths(400, 14)
    write("secret/09-usual-large", 50, [(zipf[min(399, int(RNG.paretovariate(0.5)) - 1)],
                                         latency()) for _ in range(8000)])
    many = paths(11000, 12)
    write("secret/10-many-endpoints", 1000, shuffled([(p, latency()) for p in many]
                                                     + [(p, latency()) for p in many[:1000]]))
    write("secret/11-one-endpoint", 1, [("/only", latency()) for _ in range(5000)])
    write("secret/12-numeric-names", 40, shuffled([(f"/{i}", 3) for i in range(1, 120)]))


main()
