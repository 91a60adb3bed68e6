"""Slow: looks through all waiting services for the smallest ready one in every step, O(n * n)."""

import sys

lines = sys.stdin.read().split("\n")
needs = {}
for line in lines[1:int(lines[0]) + 1]:
    name, _, *others = line.split()
    needs[name] = others
done, order = set(), []
while True:
    best = None
    for name, others in needs.items():
        if name not in done and all(other in done for other in others):
            if best is None or name < best:
                best = name
    if best is None:
        break
    done.add(best)
    order.append(best)
if len(order) == len(needs):
    print("ORDER", *order, sep="\n")
else:
    at = next(name for name in needs if name not in done)
    path = []
    position = {}
    while at not in position:
        position[at] = len(path)
        path.append(at)
        at = next(other for other in needs[at] if other not in done)
    cycle = path[position[at]:]
    print(f"CYCLE {len(cycle)}", *cycle, sep="\n")
