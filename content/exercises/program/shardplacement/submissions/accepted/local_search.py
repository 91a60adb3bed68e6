"""Highest load first; falls back to the order by size, then moves copies off the busiest node."""

import sys


def place(shards, nodes, disk, order, preference):
    """Puts each shard on the two preferred nodes with room; None if a shard finds no room."""
    free, load, placed = [disk] * nodes, [0] * nodes, [None] * len(shards)
    for i in order:
        size, weight = shards[i]
        room = [node for node in range(nodes) if free[node] >= size]
        if len(room) < 2:
            return None
        pair = sorted(room, key=lambda node: preference(free[node], load[node]))[:2]
        for node in pair:
            free[node] -= size
            load[node] += weight
        placed[i] = pair
    return free, load, placed


def improve(shards, state):
    """Moves or swaps copies of the busiest node as long as that lowers its load."""
    free, load, placed = state
    holds = [set() for _ in free]
    for i, pair in enumerate(placed):
        for node in pair:
            holds[node].add(i)

    def move(i, source, target):
        size, weight = shards[i]
        holds[source].remove(i)
        holds[target].add(i)
        placed[i][placed[i].index(source)] = target
        free[source] += size
        load[source] -= weight
        free[target] -= size
        load[target] += weight

    def step():
        top = load.index(max(load))
        others = sorted((n for n in range(len(load)) if n != top), key=lambda n: load[n])
        for i in sorted(holds[top], key=lambda i: -shards[i][1]):
            for node in others[:8]:
                if (node not in placed[i] and free[node] >= shards[i][0]
                        and load[node] + shards[i][1] < load[top]):
                    move(i, top, node)
                    return True
        for node in others[:8]:
            for i in holds[top]:
                for j in holds[node]:
                    gain = shards[i][1] - shards[j][1]
                    extra = shards[i][0] - shards[j][0]
                    if (0 < gain < load[top] - load[node] and free[node] >= extra
                            and free[top] >= -extra and node not in placed[i]
                            and top not in placed[j]):
                        move(i, top, node)
                        move(j, node, top)
                        return True
        return False

    for _ in range(1500):
        if not step():
            break


def main():
    lines = sys.stdin.read().split("\n")
    n, m, c = map(int, lines[0].split())
    shards = [tuple(map(int, line.split())) for line in lines[1:n + 1]]
    by_load = sorted(range(n), key=lambda i: -shards[i][1])
    by_size = sorted(range(n), key=lambda i: -shards[i][0])
    state = (place(shards, m, c, by_load, lambda free, load: load)
             or place(shards, m, c, by_size, lambda free, load: -free))
    improve(shards, state)
    for a, b in state[2]:
        print(a + 1, b + 1)


main()
