"""Accepts (exit 42) exactly the inputs the statement promises."""

import re
import sys


def refuse(reason):
    print(reason)
    sys.exit(43)


def main():
    text = sys.stdin.buffer.read().decode("ascii", "replace")
    if not text.endswith("\n"):
        refuse("the last line does not end in a line feed")
    lines = text[:-1].split("\n")
    if not re.fullmatch(r"[1-9][0-9]{0,4}", lines[0]) or int(lines[0]) > 10000:
        refuse("line 1: not an integer from 1 to 10000")
    if len(lines) != int(lines[0]) + 1:
        refuse("the number of lines does not match the first line")
    needs = {}
    for number, line in enumerate(lines[1:], 2):
        if not re.fullmatch(r"[a-z0-9]{1,12} (0|[1-9][0-9]{0,4})( [a-z0-9]{1,12})*", line):
            refuse(f"line {number}: not a service")
        name, count, *others = line.split(" ")
        if name in needs:
            refuse(f"line {number}: the service was described before")
        if int(count) != len(others) or len(set(others)) != len(others):
            refuse(f"line {number}: wrong number of dependencies, or one listed twice")
        needs[name] = others
    if sum(map(len, needs.values())) > 20000:
        refuse("more than 20000 dependencies")
    if any(other not in needs for others in needs.values() for other in others):
        refuse("a dependency is not a service")
    sys.exit(42)


main()
