"""Accepts (exit 42) exactly the inputs the statement promises."""

import re
import sys

NAME = r"[a-z0-9]{1,8}"
ADD = re.compile(rf"add ({NAME}) ([1-9][0-9]{{0,2}})")
REMOVE = re.compile(rf"remove ({NAME})")
OWNERS = re.compile(r"owners [a-z0-9.#-]{1,20} [1-5]")


def refuse(reason):
    print(reason)
    sys.exit(43)


def main():
    text = sys.stdin.buffer.read().decode("ascii", "replace")
    if not text.endswith("\n"):
        refuse("the last line does not end in a line feed")
    lines = text[:-1].split("\n")
    if not re.fullmatch(r"[1-9][0-9]{0,3}", lines[0]) or int(lines[0]) > 8000:
        refuse("line 1: not an integer from 1 to 8000")
    if len(lines) != int(lines[0]) + 1:
        refuse("the number of lines does not match the first line")
    weights, changes = {}, 0
    for number, line in enumerate(lines[1:], 2):
        add, remove = ADD.fullmatch(line), REMOVE.fullmatch(line)
        if add:
            if add[1] in weights or int(add[2]) > 200:
                refuse(f"line {number}: the node is on the ring, or its weight is too large")
            weights[add[1]] = int(add[2])
        elif remove:
            if weights.pop(remove[1], None) is None:
                refuse(f"line {number}: the node is not on the ring")
        elif not OWNERS.fullmatch(line):
            refuse(f"line {number}: not an operation")
        changes += bool(add or remove)
        if changes > 300 or sum(weights.values()) > 20000:
            refuse(f"line {number}: too many changes or points")
    sys.exit(42)


main()
