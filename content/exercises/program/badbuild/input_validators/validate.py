"""Accepts (exit 42) exactly the cases the interactor understands."""

import re
import sys


def refuse(reason):
    print(reason)
    sys.exit(43)


def main():
    text = sys.stdin.buffer.read().decode("ascii", "replace")
    number = r"(0|[1-9][0-9]{0,9})"
    if not re.fullmatch(rf"{number} {number} {number}\n{number}( {number})*\n", text):
        refuse("not three integers and a counted list of integers")
    first, second = text.splitlines()
    n, bad, spare = map(int, first.split(" "))
    count, *lost = map(int, second.split(" "))
    if not (1 <= n <= 2 * 10**9 and 1 <= bad <= n + 1 and spare <= 20):
        refuse("line 1: a number is out of range")
    if count != len(lost) or count > spare or lost != sorted(set(lost)) or 0 in lost:
        refuse("line 2: wrong count, not ascending, or more losses than spare probes")
    sys.exit(42)


main()
