"""Accepts (exit 42) exactly the inputs the statement promises.

With `--level` the level of a group may be given; commands of later levels are refused then.
"""

import re
import sys

FILE, USER, NUMBER = "/[a-z0-9/.]{0,19}", "[a-z]{1,8}", "(?:0|[1-9][0-9]{0,9})"
FORMS = {
    "add": (1, f"{FILE} {NUMBER}"), "size": (1, FILE), "copy": (1, f"{FILE} {FILE}"),
    "del": (1, FILE), "find": (2, f"{FILE} ([1-9]|10)"),
    "user": (3, f"{USER} {NUMBER}"), "addby": (3, f"{USER} {FILE} {NUMBER}"),
    "usage": (3, USER), "quota": (3, f"{USER} {NUMBER}"),
    "save": (4, f"{FILE} {NUMBER}"), "revert": (4, f"{FILE} [1-9][0-9]{{0,4}}"),
    "history": (4, FILE), "prune": (4, FILE),
}


def refuse(reason):
    print(reason)
    sys.exit(43)


def main():
    level = int(sys.argv[2]) if sys.argv[1:2] == ["--level"] else 4
    text = sys.stdin.buffer.read().decode("ascii", "replace")
    if not text.endswith("\n"):
        refuse("the last line does not end in a line feed")
    lines = text[:-1].split("\n")
    if not re.fullmatch("[1-9][0-9]{0,4}", lines[0]) or int(lines[0]) > 12000:
        refuse("line 1: not an integer from 1 to 12000")
    if len(lines) != int(lines[0]) + 1:
        refuse("the number of lines does not match the first line")
    for number, line in enumerate(lines[1:], 2):
        name, _, args = line.partition(" ")
        if name not in FORMS or not re.fullmatch(FORMS[name][1], args):
            refuse(f"line {number}: not a command")
        if FORMS[name][0] > level:
            refuse(f"line {number}: a command of a later level")
        last = args.split(" ")[-1]
        if last.isdigit() and int(last) > 10**9:
            refuse(f"line {number}: a number is too large")
    sys.exit(42)


main()
