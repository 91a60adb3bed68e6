"""Accepts (exit 42) exactly the inputs the statement promises."""

import re
import sys

NUMBER = "(?:0|[1-9][0-9]{0,8}|1000000000)"
OPERATION = re.compile(rf'\["(?:get|peek)",{NUMBER}\]|\["put",{NUMBER},{NUMBER}\]|\["keys"\]')


def refuse(reason):
    print(reason)
    sys.exit(43)


def main():
    text = sys.stdin.buffer.read().decode("ascii", "replace")
    if not text.endswith("\n"):
        refuse("the last line does not end in a line feed")
    lines = text[:-1].split("\n")
    if not re.fullmatch(r"\[[1-9][0-9]{0,3}\]", lines[0]) or int(lines[0][1:-1]) > 5000:
        refuse("line 1: not a capacity from 1 to 5000")
    if len(lines) > 15001 or lines.count('["keys"]') > 200:
        refuse("too many operations")
    for number, line in enumerate(lines[1:], 2):
        if not OPERATION.fullmatch(line):
            refuse(f"line {number}: not an operation")
    sys.exit(42)


main()
