"""Slow: looks at every term for every suggestion, O(terms) each."""

import sys

weights, out = {}, []
for line in sys.stdin.read().splitlines()[1:]:
    kind, text, number = line.split(" ")
    if kind == "hit":
        weights[text] = weights.get(text, 0) + int(number)
    else:
        prefix = text.strip("*")
        row = []
        for term, weight in weights.items():
            if term.startswith(prefix):
                row.append((-weight, term))
        row.sort()
        out.append(" ".join(term for _, term in row[:int(number)]) or "-")
print("\n".join(out))
