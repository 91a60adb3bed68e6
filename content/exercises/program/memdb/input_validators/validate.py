"""Accepts (exit 42) exactly the inputs the statement promises.

With `--level` the level of a group may be given; commands of later levels are refused then.
"""

import re
import sys

NAME, PREFIX, NUMBER = "[a-z0-9]{1,12}", r"(?:\*|[a-z0-9]{1,12})", "(?:0|[1-9][0-9]{0,9})"
FORMS = {
    "set": (1, f"{NAME} {NAME} {NAME}"), "get": (1, f"{NAME} {NAME}"),
    "del": (1, f"{NAME} {NAME}"), "scan": (2, f"{NAME} {PREFIX}"), "keys": (2, PREFIX),
    "setx": (3, f"{NAME} {NAME} {NAME} {NUMBER}"), "ttl": (3, f"{NAME} {NAME}"),
    "backup": (4, ""), "restore": (4, NUMBER),
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
    if not re.fullmatch("[1-9][0-9]{0,4}", lines[0]) or int(lines[0]) > 10000:
        refuse("line 1: not an integer from 1 to 10000")
    if len(lines) != int(lines[0]) + 1:
        refuse("the number of lines does not match the first line")
    clock = backups = 0
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
        last = args.split(" ")[-1]
        if name == "setx" and not 1 <= int(last) <= 10**9:
            refuse(f"line {number}: the duration is out of range")
        backups += name == "backup"
        if backups > 20 or name == "restore" and not 1 <= int(last) <= backups:
            refuse(f"line {number}: too many backups, or no such backup")
    sys.exit(42)


main()
