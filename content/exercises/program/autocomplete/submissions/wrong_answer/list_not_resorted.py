"""Mistake: sorts a list only when a new term enters it, so a known term never overtakes."""

import sys

weights, best, out = {}, {}, []
for line in sys.stdin.read().splitlines()[1:]:
    kind, text, number = line.split(" ")
    if kind == "hit":
        weights[text] = weights.get(text, 0) + int(number)
        for end in range(len(text) + 1):
            row = best.setdefault(text[:end], [])
            if text not in row:
                row.append(text)
                row.sort(key=lambda term: (-weights[term], term))
                del row[5:]
    else:
        out.append(" ".join(best.get(text.strip("*"), [])[:int(number)]) or "-")
print("\n".join(out))
