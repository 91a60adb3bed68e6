"""Writes the cases below data/secret; run it in the package folder after every change."""

import pathlib
import random

SEED = 1


def cases():
    chance = random.Random(SEED)
    yield "01-two", [7, 7]
    yield "02-sorted", list(range(0, 1000, 10))
    yield "03-reversed", list(range(1000, 0, -7))
    yield "04-random", [chance.randrange(10**9 + 1) for _ in range(1000)]
    yield "05-shuffled", chance.sample(range(0, 3000, 3), 1000)


def answer(times):
    times = sorted(times)
    return max(later - earlier for earlier, later in zip(times, times[1:]))


folder = pathlib.Path("data/secret")
folder.mkdir(parents=True, exist_ok=True)
for name, times in cases():
    text = f"{len(times)}\n{' '.join(map(str, times))}\n"
    (folder / f"{name}.in").write_text(text)
    (folder / f"{name}.ans").write_text(f"{answer(times)}\n")
