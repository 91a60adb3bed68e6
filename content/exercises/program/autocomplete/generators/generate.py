"""Writes data/sample and data/secret. Run in the package folder: python3 generators/generate.py

Deterministic (fixed seed). Two solutions written apart from each other must agree on every case
that both can finish.
"""

import os
import random

RNG = random.Random(20250908)


def solve(operations):
    """Efficient: the five best terms for every prefix."""
    weights, best, out = {}, {}, []
    for kind, text, number in operations:
        if kind == "hit":
            weights[text] = weights.get(text, 0) + number
            for end in range(len(text) + 1):
                row = best.setdefault(text[:end], [])
                if text not in row:
                    row.append(text)
                row.sort(key=lambda term: (-weights[term], term))
                del row[5:]
        else:
            row = best.get("" if text == "*" else text, [])
            out.append(" ".join(row[:number]) or "-")
    return out


def brute(operations):
    """Plain: looks at all terms and takes the best one k times."""
    weights, out = {}, []
    for kind, text, number in operations:
        if kind == "hit":
            weights[text] = weights.get(text, 0) + number
            continue
        prefix = text.strip("*")
        rest = [term for term in weights if term.startswith(prefix)]
        row = []
        while rest and len(row) < number:
            top = max(weights[term] for term in rest)
            row.append(min(term for term in rest if weights[term] == top))
            rest.remove(row[-1])
        out.append(" ".join(row) if row else "-")
    return out


def write(name, operations):
    answer = solve(operations)
    if len(operations) <= 4000:
        assert answer == brute(operations), name
    os.makedirs(os.path.dirname(f"data/{name}"), exist_ok=True)
    with open(f"data/{name}.in", "w", newline="\n") as file:
        file.write(f"{len(operations)}\n")
        file.write("".join(f"{kind} {text} {number}\n" for kind, text, number in operations))
    with open(f"data/{name}.ans", "w", newline="\n") as file:
        file.write("".join(line + "\n" for line in answer))


def word(low, high, letters="abcdefghijklmnopqrstuvwxyz"):
    return "".join(RNG.choice(letters) for _ in range(RNG.randint(low, high)))


def mixed(count, share, letters, longest, heaviest):
    operations = []
    for _ in range(count):
        if RNG.random() < share:
            operations.append(("hit", word(1, longest, letters), RNG.randint(1, heaviest)))
        else:
            prefix = RNG.choice(["*", word(1, 2, letters), word(1, longest, letters)])
            operations.append(("top", prefix, RNG.randint(1, 5)))
    return operations


def main():
    write("sample/1", [("hit", "index", 5), ("hit", "insert", 3), ("top", "in", 2),
                       ("hit", "insert", 3), ("top", "in", 2), ("hit", "join", 5),
                       ("top", "*", 3)])
    write("sample/2", [("hit", "ab", 2), ("top", "b", 1), ("hit", "a", 2), ("top", "a", 5)])
    write("secret/01-nothing", [("top", "*", 5), ("top", "a", 1)])
    write("secret/02-itself", [("hit", "cache", 1), ("top", "cache", 1), ("top", "caches", 1),
                               ("top", "c", 1), ("top", "d", 1)])
    # The sixth of six equal terms is forgotten and has to come back through later hits.
    six = [("hit", f"t{letter}", 10) for letter in "abcdef"] + [("top", "t", 5)]
    write("secret/03-sixth-comes-back", six + [("hit", "tf", 1), ("top", "t", 5), ("top", "*", 1),
                                               ("hit", "te", 2), ("top", "t", 3)])
    write("secret/04-ties", mixed(300, 0.5, "ab", 3, 1))
    write("secret/05-overtaking", mixed(600, 0.5, "ab", 4, 1000))
    write("secret/06-order-of-arrival", [("hit", word(1, 3, "zyx"), 1) for _ in range(60)]
          + [("top", p, 5) for p in ("*", "z", "y", "x", "zz", "xy")])
    write("secret/07-three-letters", mixed(1500, 0.4, "abc", 6, 50))
    write("secret/08-usual", mixed(2000, 0.5, "aeinorst", 8, 100))
    write("secret/09-no-suggestions-asked", [("hit", word(1, 12), 1) for _ in range(1000)])
    large = [("hit", word(10, 12), RNG.randint(1, 1000)) for _ in range(6000)]
    write("secret/10-large-after", large + [("top", RNG.choice(["*", word(1, 1), word(1, 2)]),
                                             RNG.randint(1, 3)) for _ in range(6000)])
    write("secret/11-large-long-words", mixed(4000, 0.7, "ab", 12, 20))
    write("secret/12-large-mixed", mixed(4000, 0.6, "abcdef", 12, 1000))


main()
