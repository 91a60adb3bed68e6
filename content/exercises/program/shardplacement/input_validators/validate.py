"""Accepts (exit 42) exactly the inputs the statement promises, the promised placement included."""

import heapq
import re
import sys


def refuse(reason):
    print(reason)
    sys.exit(43)


def check_promise(sizes, nodes, disk):
    free = [-disk] * nodes
    heapq.heapify(free)
    for size in sorted(sizes, reverse=True):
        first, second = heapq.heappop(free), heapq.heappop(free)
        if -second < size:
            refuse("the placement by size does not fit")
        heapq.heappush(free, first + size)
        heapq.heappush(free, second + size)


def main():
    text = sys.stdin.buffer.read().decode("ascii", "replace")
    if not text.endswith("\n"):
        refuse("the last line does not end in a line feed")
    lines = text[:-1].split("\n")
    number = "[1-9][0-9]{0,9}"
    if not re.fullmatch(rf"{number} {number} {number}", lines[0]):
        refuse("line 1: not three positive integers")
    n, m, c = map(int, lines[0].split(" "))
    if n > 2000 or not 2 <= m <= 120 or c > 10**9 or len(lines) != n + 1:
        refuse("line 1: a number is out of range or does not match the number of lines")
    sizes = []
    for at, line in enumerate(lines[1:], 2):
        if not re.fullmatch(rf"{number} {number}", line):
            refuse(f"line {at}: not two positive integers")
        size, load = map(int, line.split(" "))
        if max(size, load) > 10**6:
            refuse(f"line {at}: a number is too large")
        sizes.append(size)
    check_promise(sizes, m, c)
    sys.exit(42)


main()
