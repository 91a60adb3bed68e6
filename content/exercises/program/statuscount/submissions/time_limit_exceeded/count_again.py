"""Parses the whole log again for every request, to see how often its status occurs."""

import sys


def parse(line):
    method, path, status, rest = line.split(" ", 3)
    return {"method": method, "path": path, "status": status, "rest": rest.split(" ")}


def main():
    lines = sys.stdin.read().splitlines()[1:]
    counts = {}
    for line in lines:
        status = parse(line)["status"]
        if status != "-":
            counts[status] = sum(parse(other)["status"] == status for other in lines)
    errors = 0
    for status in sorted(counts):
        print(status, counts[status])
        if status.startswith("5"):
            errors += counts[status]
    print("errors", errors)


main()
