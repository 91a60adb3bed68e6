"""Accepts (exit 42) exactly the inputs the statement promises."""

import re
import sys

LINE = re.compile(r"/[a-z0-9/-]{0,29} (0|[1-9][0-9]{0,4})")


def refuse(reason):
    print(reason)
    sys.exit(43)


def main():
    text = sys.stdin.buffer.read().decode("ascii", "replace")
    if not text.endswith("\n"):
        refuse("the last line does not end in a line feed")
    lines = text[:-1].split("\n")
    if not re.fullmatch(r"[1-9][0-9]{0,4} [1-9][0-9]{0,3}", lines[0]):
        refuse("line 1: not two positive integers")
    n, k = map(int, lines[0].split(" "))
    if n > 12000 or k > 1000:
        refuse("line 1: n or k is too large")
    if len(lines) != n + 1:
        refuse("the number of lines does not match the first line")
    for number, line in enumerate(lines[1:], 2):
        if not LINE.fullmatch(line) or int(line.split(" ")[1]) > 60000:
            refuse(f"line {number}: not an endpoint and a latency")
    sys.exit(42)


main()
