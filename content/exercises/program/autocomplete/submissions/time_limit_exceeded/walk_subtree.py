"""Slow: walks the whole subtree of the prefix in a trie; short prefixes have nearly everything."""

import sys

root, out = {}, []
for line in sys.stdin.read().splitlines()[1:]:
    kind, text, number = line.split(" ")
    at = root
    if kind == "hit":
        for letter in text:
            at = at.setdefault(letter, {})
        at["$"] = at.get("$", 0) + int(number)
        continue
    for letter in text.strip("*"):
        at = at.get(letter, {})
    row, stack = [], [(at, text.strip("*"))]
    while stack:
        at, term = stack.pop()
        for letter, child in at.items():
            if letter == "$":
                row.append((-child, term))
            else:
                stack.append((child, term + letter))
    row.sort()
    out.append(" ".join(term for _, term in row[:int(number)]) or "-")
print("\n".join(out))
