"""Checks a placement and writes its share of the points to score_multiplier.txt."""

import re
import sys

ACCEPT, WRONG = 42, 43


def wrong(feedback, reason):
    with open(feedback + "judgemessage.txt", "w") as file:
        file.write(reason + "\n")
    sys.exit(WRONG)


def read_pairs(feedback, count, nodes):
    words = sys.stdin.buffer.read(4000000).decode("utf-8", "replace").split()
    if len(words) != 2 * count:
        wrong(feedback, f"{len(words)} numbers instead of {2 * count}")
    for word in words:
        if not re.fullmatch("[0-9]{1,4}", word) or not 1 <= int(word) <= nodes:
            wrong(feedback, f"there is no node {word[:20]}")
    return list(zip(map(int, words[::2]), map(int, words[1::2])))


def main():
    case, _, feedback = sys.argv[1:4]
    with open(case) as file:
        count, nodes, disk = map(int, file.readline().split())
        shards = [tuple(map(int, file.readline().split())) for _ in range(count)]
    used, load = [0] * (nodes + 1), [0] * (nodes + 1)
    pairs = read_pairs(feedback, count, nodes)
    for number, ((size, weight), pair) in enumerate(zip(shards, pairs), 1):
        if pair[0] == pair[1]:
            wrong(feedback, f"both copies of shard {number} are on node {pair[0]}")
        for node in pair:
            used[node] += size
            load[node] += weight
    if max(used) > disk:
        wrong(feedback, f"the disk of node {used.index(max(used))} is too small for its shards")
    bound = max(-(-2 * sum(w for _, w in shards) // nodes), max(w for _, w in shards))
    share = max(0.0, min(1.0, 6 - 5 * max(load) / bound))
    with open(feedback + "score_multiplier.txt", "w") as file:
        file.write(f"{share:.6f}\n")
    with open(feedback + "judgemessage.txt", "w") as file:
        file.write(f"the busiest node has load {max(load)}; the bound is {bound}\n")
    sys.exit(ACCEPT)


main()
