"""A dictionary from prefix to its five best terms."""

import sys


def main():
    lines = sys.stdin.read().split("\n")
    weights, best = {}, {}
    out = []

    def importance(term):
        return -weights[term], term

    for line in lines[1:int(lines[0]) + 1]:
        kind, text, number = line.split(" ")
        if kind == "hit":
            weights[text] = weights.get(text, 0) + int(number)
            for end in range(len(text) + 1):
                row = best.setdefault(text[:end], [])
                if text not in row:
                    row.append(text)
                row.sort(key=importance)
                del row[5:]
        else:
            row = best.get("" if text == "*" else text, [])
            out.append(" ".join(row[:int(number)]) or "-")
    print("\n".join(out))


main()
