"""Mistake: prints the cycle in the direction of deployment instead of dependency."""

import heapq
import sys

lines = sys.stdin.read().split("\n")
needs, waiting = {}, {}
for line in lines[1:int(lines[0]) + 1]:
    name, _, *others = line.split()
    needs[name] = others
    waiting.setdefault(name, [])
    for other in others:
        waiting.setdefault(other, []).append(name)
missing = {name: len(others) for name, others in needs.items()}
ready = [name for name in needs if missing[name] == 0]
heapq.heapify(ready)
order = []
while ready:
    name = heapq.heappop(ready)
    order.append(name)
    for other in waiting[name]:
        missing[other] -= 1
        if missing[other] == 0:
            heapq.heappush(ready, other)
if len(order) == len(needs):
    print("ORDER", *order, sep="\n")
else:
    at = next(name for name in needs if missing[name])
    path = []
    position = {}
    while at not in position:
        position[at] = len(path)
        path.append(at)
        at = next(other for other in needs[at] if missing[other])
    cycle = path[position[at]:][::-1]
    print(f"CYCLE {len(cycle)}", *cycle, sep="\n")
