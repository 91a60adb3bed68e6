"""Compares an order with the answer; checks a cycle edge by edge, because any cycle will do."""

import sys

ACCEPT, WRONG = 42, 43


def wrong(feedback, reason):
    with open(feedback + "judgemessage.txt", "w") as file:
        file.write(reason + "\n")
    sys.exit(WRONG)


def read_graph(path):
    graph = {}
    with open(path) as file:
        next(file)
        for line in file:
            name, _, *needs = line.split()
            graph[name] = set(needs)
    return graph


def check_order(feedback, expected, got):
    if got[0] != "ORDER":
        wrong(feedback, "all services can be deployed, but no ORDER was printed")
    if len(got) != len(expected):
        wrong(feedback, f"{len(got) - 1} services in the order instead of {len(expected) - 1}")
    for position, (want, name) in enumerate(zip(expected, got)):
        if want != name:
            wrong(feedback, f"service {position} of the order is {name[:20]} instead of {want}")


def check_cycle(feedback, graph, got):
    if got[0] != "CYCLE":
        wrong(feedback, "there is a cycle, but no CYCLE was printed")
    cycle = got[2:]
    if len(got) < 3 or got[1] != str(len(cycle)):
        wrong(feedback, "the length after CYCLE is not the number of services that follow")
    if len(set(cycle)) != len(cycle):
        wrong(feedback, "a service appears twice in the cycle")
    for name, need in zip(cycle, cycle[1:] + cycle[:1]):
        if need not in graph.get(name, ()):
            wrong(feedback, f"{name[:20]} does not depend on {need[:20]}")


def main():
    case, answer, feedback = sys.argv[1:4]
    with open(answer) as file:
        expected = file.read().split()
    got = sys.stdin.buffer.read().decode("utf-8", "replace").split()
    if not got:
        wrong(feedback, "nothing was printed")
    if expected[0] == "ORDER":
        check_order(feedback, expected, got)
    else:
        check_cycle(feedback, read_graph(case), got)
    sys.exit(ACCEPT)


main()
