"""Writes data/sample and data/secret. Run in the package folder: python3 generators/generate.py

Deterministic (fixed seed). Two solutions written apart from each other must agree on every case
that both can finish; a cycle in an answer file is checked edge by edge.
"""

import heapq
import os
import random

RNG = random.Random(20250906)
LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789"


def solve(graph):
    """Efficient: counts and a heap."""
    missing = {name: len(needs) for name, needs in graph.items()}
    waiting = {name: [] for name in graph}
    for name, needs in graph.items():
        for need in needs:
            waiting[need].append(name)
    ready = [name for name, count in missing.items() if count == 0]
    heapq.heapify(ready)
    order = []
    while ready:
        name = heapq.heappop(ready)
        order.append(name)
        for other in waiting[name]:
            missing[other] -= 1
            if missing[other] == 0:
                heapq.heappush(ready, other)
    if len(order) == len(graph):
        return ["ORDER"] + order
    at = min(name for name in graph if missing[name])
    seen, path = {}, []
    while at not in seen:
        seen[at] = len(path)
        path.append(at)
        at = next(need for need in graph[at] if missing[need])
    cycle = path[seen[at]:]
    return [f"CYCLE {len(cycle)}"] + cycle


def brute(graph):
    """Plain: in every step, look through all services for the smallest that can go."""
    order, done = [], set()
    while True:
        possible = [name for name in graph if name not in done and set(graph[name]) <= done]
        if not possible:
            return order
        order.append(min(possible))
        done.add(order[-1])


def check(graph, answer, name):
    if answer[0].startswith("CYCLE"):
        cycle = answer[1:]
        assert len(set(cycle)) == len(cycle) == int(answer[0].split()[1]), name
        assert all(b in graph[a] for a, b in zip(cycle, cycle[1:] + cycle[:1])), name
    if len(graph) <= 1200:
        order = brute(graph)
        if answer[0] == "ORDER":
            assert answer[1:] == order, name
        else:
            assert len(order) < len(graph), name


def write(name, graph, shuffle=True):
    rows = list(graph.items())
    if shuffle:
        RNG.shuffle(rows)
    answer = solve(graph)
    check(graph, answer, name)
    os.makedirs(os.path.dirname(f"data/{name}"), exist_ok=True)
    with open(f"data/{name}.in", "w", newline="\n") as file:
        file.write(f"{len(rows)}\n")
        for service, needs in rows:
            file.write(" ".join([service, str(len(needs))] + needs) + "\n")
    with open(f"data/{name}.ans", "w", newline="\n") as file:
        file.write("\n".join(answer) + "\n")


def names(count, longest=6):
    found = set()
    while len(found) < count:
        found.add("".join(RNG.choice(LETTERS) for _ in range(RNG.randint(1, longest))))
    found = sorted(found)
    RNG.shuffle(found)
    return found


def layered(count, edges):
    """A random graph without cycles: every service depends on ones before it in a random list."""
    line = names(count)
    graph = {name: [] for name in line}
    while edges:
        low, high = sorted(RNG.sample(range(count), 2))
        if line[low] not in graph[line[high]]:
            graph[line[high]].append(line[low])
            edges -= 1
    return line, graph


def with_cycle(count, edges, length):
    """Adds one cycle over services early in the list, so that many others are blocked too."""
    line, graph = layered(count, edges)
    ring = sorted(RNG.sample(range(count // 10 + length), length))
    for a, b in zip(ring, ring[1:] + ring[:1]):
        if line[b] not in graph[line[a]]:
            graph[line[a]].append(line[b])
    return graph


def chain(count, reverse):
    line = sorted(names(count), reverse=reverse)
    return {name: line[i - 1:i] if i else [] for i, name in enumerate(line)}


def main():
    write("sample/1", {"api": ["auth", "queue"], "auth": ["db"], "db": [], "mail": [],
                       "queue": []}, False)
    write("sample/2", {"cart": ["price"], "db": [], "price": ["stock", "db"], "stock": ["cart"],
                       "web": ["cart"]}, False)
    write("secret/01-single", {"solo": []})
    write("secret/02-self", {"a": [], "b": ["b"], "c": ["a"]})
    write("secret/03-diamond", {"z": ["l", "r"], "l": ["t"], "r": ["t"], "t": []})
    # Depth-first search from the smallest name gives another order here: z, a, m.
    write("secret/04-smallest-first", {"a": ["z"], "m": [], "z": [], "a1": [], "b": ["m"]})
    write("secret/05-independent", {name: [] for name in names(300, 3)})
    write("secret/06-two-cycle", {"x": ["y"], "y": ["x"], "a": ["x"], "b": ["a"], "c": []})
    write("secret/07-random", layered(60, 120)[1])
    write("secret/08-random-cycle", with_cycle(60, 110, 5))
    write("secret/09-long-tail", with_cycle(1000, 1800, 2))
    write("secret/10-star", {**{n: ["hub"] for n in names(1000, 5) if n != "hub"}, "hub": []})
    write("secret/11-random-large", layered(5000, 8000)[1])
    write("secret/12-cycle-large", with_cycle(3000, 6000, 300))
    write("secret/13-chain", chain(4000, True))
    write("secret/14-sparse-large", layered(10000, 3000)[1])
    ring = chain(3000, False)
    first, last = min(ring), max(ring)
    ring[first] = [last]
    write("secret/15-one-long-cycle", ring)


main()
