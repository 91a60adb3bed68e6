"""Accepts (exit 42) exactly the inputs the statement promises."""

import re
import sys

LINE = re.compile(
    r"(GET|POST|PUT|PATCH|DELETE|HEAD) /[a-z0-9/_.-]{0,39} ([1-5][0-9]{2}|-)"
    r" (0|[1-9][0-9]{0,5}) (0|[1-9][0-9]{0,5})"
)


def refuse(reason):
    print(reason)
    sys.exit(43)


def main():
    text = sys.stdin.buffer.read().decode("ascii", "replace")
    if not text.endswith("\n"):
        refuse("the last line does not end in a line feed")
    lines = text[:-1].split("\n")
    if not re.fullmatch(r"0|[1-9][0-9]{0,4}", lines[0]) or int(lines[0]) > 10000:
        refuse("line 1: the number of requests is not an integer from 0 to 10000")
    if len(lines) != int(lines[0]) + 1:
        refuse("the number of lines does not match the first line")
    for number, line in enumerate(lines[1:], 2):
        if not LINE.fullmatch(line):
            refuse(f"line {number}: not a request")
    sys.exit(42)


main()
