"""Accepts (exit 42) exactly the inputs the statement promises."""

import re
import sys

NUMBER = "(?:0|[1-9][0-9]{0,8}|1000000000)"
TIMED = re.compile(rf'\["(?:allow|retry_after)","[a-z0-9]{{1,10}}",({NUMBER})\]')
FORGET = re.compile(r'\["forget","[a-z0-9]{1,10}"\]')


def refuse(reason):
    print(reason)
    sys.exit(43)


def main():
    text = sys.stdin.buffer.read().decode("ascii", "replace")
    if not text.endswith("\n"):
        refuse("the last line does not end in a line feed")
    lines = text[:-1].split("\n")
    first = re.fullmatch(rf"\[({NUMBER}),({NUMBER})\]", lines[0])
    if not first or not 1 <= int(first[1]) <= 10**5 or int(first[2]) < 1:
        refuse("line 1: not a limit and a window")
    if len(lines) > 14001:
        refuse("too many operations")
    clock = 0
    for number, line in enumerate(lines[1:], 2):
        timed = TIMED.fullmatch(line)
        if not timed and not FORGET.fullmatch(line):
            refuse(f"line {number}: not an operation")
        if timed and int(timed[1]) < clock:
            refuse(f"line {number}: earlier than the operation before")
        clock = int(timed[1]) if timed else clock
    sys.exit(42)


main()
