"""Accepts (exit 42) exactly the inputs the statement promises."""

import re
import sys

PAIR = r"\[(?:0|[1-9][0-9]{0,9}),[1-9][0-9]{0,9}\]"


def refuse(reason):
    print(reason)
    sys.exit(43)


def main():
    text = sys.stdin.buffer.read().decode("ascii", "replace")
    form = re.fullmatch(rf"([1-9][0-9]?)\n\[({PAIR}(?:,{PAIR})*)\]\n", text)
    if not form:
        refuse("not a number of rooms and an array of pairs")
    if int(form[1]) > 20:
        refuse("more than 20 rooms")
    pairs = [tuple(map(int, pair.split(","))) for pair in form[2][1:-1].split("],[")]
    if len(pairs) > 10000:
        refuse("more than 10000 requests")
    for start, end in pairs:
        if not start < end <= 10**9:
            refuse(f"not a time span: {start} to {end}")
    sys.exit(42)


main()
