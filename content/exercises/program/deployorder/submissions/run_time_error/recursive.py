"""Mistake: a recursive search for cycles, which overflows the stack on a long chain."""

import heapq
import sys


def find_cycle(name, needs, state, path):
    state[name] = "open"
    path.append(name)
    for other in needs[name]:
        if state.get(other) == "open":
            return path[path.index(other):]
        if other not in state:
            cycle = find_cycle(other, needs, state, path)
            if cycle:
                return cycle
    path.pop()
    state[name] = "done"
    return None


def main():
    lines = sys.stdin.read().split("\n")
    needs, waiting = {}, {}
    for line in lines[1:int(lines[0]) + 1]:
        name, _, *others = line.split()
        needs[name] = others
        waiting.setdefault(name, [])
        for other in others:
            waiting.setdefault(other, []).append(name)
    state = {}
    for name in needs:
        cycle = None if name in state else find_cycle(name, needs, state, [])
        if cycle:
            print(f"CYCLE {len(cycle)}", *cycle, sep="\n")
            return
    missing = {name: len(others) for name, others in needs.items()}
    ready = [name for name in needs if missing[name] == 0]
    heapq.heapify(ready)
    print("ORDER")
    while ready:
        name = heapq.heappop(ready)
        print(name)
        for other in waiting[name]:
            missing[other] -= 1
            if missing[other] == 0:
                heapq.heappush(ready, other)


main()
