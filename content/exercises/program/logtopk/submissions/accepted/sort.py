"""Groups the latencies, sorts each group and then the groups."""

import sys


def main():
    lines = sys.stdin.read().split("\n")
    n, k = map(int, lines[0].split())
    groups = {}
    for line in lines[1:n + 1]:
        path, millis = line.split(" ")
        groups.setdefault(path, []).append(int(millis))
    report = []
    for path, values in groups.items():
        values.sort()
        rank = (95 * len(values) + 99) // 100
        report.append((-len(values), -values[rank - 1], path))
    report.sort()
    print("\n".join(f"{path} {-count} {-p95}" for count, p95, path in report[:k]))


main()
