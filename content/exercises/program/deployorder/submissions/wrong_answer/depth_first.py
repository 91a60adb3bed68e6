"""Mistake: a depth-first search from the smallest name: a valid order, but not the one asked."""

import sys

sys.setrecursionlimit(100000)
lines = sys.stdin.read().split("\n")
needs = {}
for line in lines[1:int(lines[0]) + 1]:
    name, _, *others = line.split()
    needs[name] = sorted(others)
state, order, cycle = {}, [], []


def walk(start):
    stack = [(start, iter(needs[start]))]
    state[start] = "open"
    while stack:
        name, rest = stack[-1]
        for other in rest:
            if state.get(other) == "open":
                path = [entry[0] for entry in stack]
                cycle.extend(path[path.index(other):])
                return True
            if other not in state:
                state[other] = "open"
                stack.append((other, iter(needs[other])))
                break
        else:
            state[name] = "done"
            order.append(name)
            stack.pop()
    return False


if any(name not in state and walk(name) for name in sorted(needs)):
    print(f"CYCLE {len(cycle)}", *cycle, sep="\n")
else:
    print("ORDER", *order, sep="\n")
