"""Writes data/sample and data/secret. Run in the package folder: python3 generators/generate.py

Deterministic (fixed seed). A case holds the number of builds, the first bad one (n + 1 for none),
the spare probes and the numbers of the probes that get lost. The generator plays every case with
the reference strategy and stops if the budget is exceeded.
"""

import math
import os
import random

RNG = random.Random(20250911)


def play(n, first, spare, lost):
    """The reference strategy; returns the transcript."""
    budget = n.bit_length() + spare
    assert budget == math.ceil(math.log2(n + 1) - 1e-12) + spare or n > 10 ** 6
    lines, low, high, probes = [f"<{n} {budget}"], 1, n + 1, 0
    while low < high:
        middle = (low + high) // 2
        probes += 1
        lines.append(f">? {middle}")
        if probes in lost:
            lines.append("<lost")
        elif middle >= first:
            lines.append("<bad")
            high = middle
        else:
            lines.append("<good")
            low = middle + 1
    assert low == first and probes <= budget
    lines.append(f">! {low if low <= n else 'none'}")
    return lines


def write(name, n, first, spare=0, lost=()):
    lost = sorted(lost)
    transcript = play(n, first, spare, lost)
    if n <= 60:
        # Plain: every other first build is told apart from this one by some probe of the play.
        probes = [int(line[3:]) for line in transcript if line.startswith(">?")]
        for other in range(1, n + 2):
            assert other == first or any((p >= first) != (p >= other) for p in probes), name
    os.makedirs(os.path.dirname(f"data/{name}"), exist_ok=True)
    with open(f"data/{name}.in", "w", newline="\n") as file:
        file.write(f"{n} {first} {spare}\n" + " ".join(map(str, [len(lost)] + lost)) + "\n")
    with open(f"data/{name}.ans", "w", newline="\n") as file:
        file.write(f"{first if first <= n else 'none'}\n")
    if name.startswith("sample"):
        with open(f"data/{name}.interaction", "w", newline="\n") as file:
            file.write("\n".join(transcript) + "\n")


def main():
    write("sample/1", 6, 4, 1, [2])
    write("sample/2", 3, 4)
    write("secret/01-one-good", 1, 2)
    write("secret/02-one-bad", 1, 1)
    write("secret/03-first", 100, 1)
    write("secret/04-last", 100, 100)
    write("secret/05-none", 100, 101)
    write("secret/06-lost-first", 50, 17, 3, [1, 2, 3])
    write("secret/07-lost-late", 50, 33, 2, [6, 7])
    write("secret/08-spare-unused", 1000, 700, 20)
    write("secret/09-power-of-two", 1024, 513)
    write("secret/10-below-power", 1023, 1023)
    write("secret/11-all-spare-lost", 10 ** 6, 123456, 20, RNG.sample(range(1, 41), 20))
    write("secret/12-large", 2 * 10 ** 9, 1987654321)
    write("secret/13-large-lost", 2 * 10 ** 9 - 1, 1500000001, 5, [1, 3, 5, 20, 33])
    write("secret/14-large-none", 2 * 10 ** 9, 2 * 10 ** 9 + 1, 1, [32])
    write("secret/15-large-first", 2 * 10 ** 9, 1)


main()
