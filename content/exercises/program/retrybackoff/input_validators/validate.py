"""Accepts (exit 42) exactly the inputs the statement promises."""

import re
import sys

NUMBER = r"(?:0|[1-9][0-9]{0,15})"
LIMITS = [(1, 10**9), (1, 1000), (1, 10**9), (0, 100), (1, 20000), (0, 10**15)]


def refuse(reason):
    print(reason)
    sys.exit(43)


def main():
    text = sys.stdin.buffer.read().decode("ascii", "replace")
    if not text.endswith("\n"):
        refuse("the last line does not end in a line feed")
    lines = text[:-1].split("\n")
    if len(lines) < 2 or not re.fullmatch(rf"{NUMBER}( {NUMBER}){{5}}", lines[0]):
        refuse("line 1: not six integers")
    for value, (low, high) in zip(map(int, lines[0].split(" ")), LIMITS):
        if not low <= value <= high:
            refuse(f"line 1: {value} is not between {low} and {high}")
    if not re.fullmatch(r"[1-9][0-9]{0,3}", lines[1]) or int(lines[1]) > 2000:
        refuse("line 2: not an integer from 1 to 2000")
    if len(lines) != int(lines[1]) + 2:
        refuse("the number of lines does not match the second line")
    total = 0
    for number, line in enumerate(lines[2:], 3):
        if not re.fullmatch(rf"{NUMBER}( {NUMBER}(:{NUMBER})?)*", line):
            refuse(f"line {number}: not a request")
        count, *waits = line.split(" ")
        total += len(waits)
        if int(count) != len(waits) or total > 20000:
            refuse(f"line {number}: wrong number of waits, or too many in total")
        for item in waits:
            wait, _, demand = item.partition(":")
            if int(wait) > 2 * 10**9 or int(demand or 0) > 10**9:
                refuse(f"line {number}: {item} is too large")
    sys.exit(42)


main()
