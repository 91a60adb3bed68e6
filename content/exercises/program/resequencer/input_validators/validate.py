"""Accepts (exit 42) exactly the inputs the statement promises."""

import re
import sys

LINE = re.compile(r"event [a-z]{1,8} ([1-9][0-9]{0,8}|1000000000)|flush [a-z]{1,8}")


def refuse(reason):
    print(reason)
    sys.exit(43)


def main():
    text = sys.stdin.buffer.read().decode("ascii", "replace")
    if not text.endswith("\n"):
        refuse("the last line does not end in a line feed")
    lines = text[:-1].split("\n")
    if not re.fullmatch(r"[1-9][0-9]{0,4} (0|[1-9][0-9]{0,3})", lines[0]):
        refuse("line 1: not two integers")
    count, bound = map(int, lines[0].split(" "))
    if count > 12000 or bound > 5000 or len(lines) != count + 1:
        refuse("line 1: a number is too large or does not match the number of lines")
    for number, line in enumerate(lines[1:], 2):
        if not LINE.fullmatch(line):
            refuse(f"line {number}: neither an event nor a flush")
    sys.exit(42)


main()
