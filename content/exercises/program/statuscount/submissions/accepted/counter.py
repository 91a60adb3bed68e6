"""Counts the third field in a dictionary."""

import sys


def main():
    lines = sys.stdin.read().splitlines()
    counts = {}
    for line in lines[1:]:
        status = line.split(" ")[2]
        if status != "-":
            counts[status] = counts.get(status, 0) + 1
    errors = 0
    for status in sorted(counts):
        print(status, counts[status])
        if status.startswith("5"):
            errors += counts[status]
    print("errors", errors)


main()
