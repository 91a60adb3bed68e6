"""Accepts (exit 42) exactly the inputs the statement promises.

With `--level` the level of a group may be given; commands of later levels are refused then.
"""

import re
import sys

NAME, NUMBER = "[a-z0-9]{1,10}", "[1-9][0-9]{0,9}"
FORMS = {
    "open": (1, NAME), "deposit": (1, f"{NAME} {NUMBER}"), "move": (1, f"{NAME} {NAME} {NUMBER}"),
    "top": (2, "[1-9]|10"),
    "schedule": (3, f"{NAME} {NUMBER} {NUMBER}"), "cancel": (3, f"{NAME} {NUMBER}"),
    "merge": (4, f"{NAME} {NAME}"), "balance": (4, f"{NAME} {NUMBER}"),
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
    clock = 1
    for number, line in enumerate(lines[1:], 2):
        time, _, rest = line.partition(" ")
        name, _, args = rest.partition(" ")
        if not re.fullmatch(NUMBER, time) or not clock <= int(time) <= 10**9:
            refuse(f"line {number}: not a time, or earlier than the one before")
        clock = int(time)
        if name not in FORMS or not re.fullmatch(FORMS[name][1], args):
            refuse(f"line {number}: not a command")
        if FORMS[name][0] > level:
            refuse(f"line {number}: a command of a later level")
        numbers = {"deposit": 1, "move": 1, "schedule": 2}.get(name, 0)
        if any(int(word) > 10**9 for word in args.split(" ")[-numbers:] if numbers):
            refuse(f"line {number}: a number is too large")
        if name == "balance" and int(args.split(" ")[1]) > clock:
            refuse(f"line {number}: a balance in the future")
    sys.exit(42)


main()
