"""Accepts (exit 42) exactly the inputs the statement promises."""

import re
import sys

KEYWORDS = {"and", "or", "not", "in", "has"}
VALUE = r"(?:-?[0-9]{1,10}|'[a-z0-9 _./()-]{0,20}')"
FIELD = re.compile(rf"([a-z][a-z0-9_]*)=({VALUE})")
TOKEN = re.compile(rf" *(?:({VALUE})|([a-z][a-z0-9_]*)|(<=|>=|!=|[=<>(),]))")


def refuse(reason):
    print(reason)
    sys.exit(43)


def check_value(text, number):
    if not text.startswith("'") and abs(int(text)) > 10**9:
        refuse(f"line {number}: {text} is out of range")


def check_record(line, number):
    if line == "-":
        return
    names = set()
    for part in line.split(";"):
        field = FIELD.fullmatch(part)
        if not field or field[1] in KEYWORDS or field[1] in names:
            refuse(f"line {number}: not a field, or a repeated one: {part}")
        check_value(field[2], number)
        names.add(field[1])
    if len(names) > 8:
        refuse(f"line {number}: more than 8 fields")


def tokens(line, number):
    found, at = [], 0
    line = line.rstrip(" ")
    while at < len(line):
        match = TOKEN.match(line, at)
        if not match:
            refuse(f"line {number}: no token at column {at + 1}")
        value, word, sign = match.groups()
        glued = at > 0 and re.match(r"[a-z0-9_]", line[at - 1]) and re.match(r"[a-z0-9_]", line[at])
        if glued:
            refuse(f"line {number}: a space is missing at column {at + 1}")
        if value:
            check_value(value, number)
        found.append("value" if value else word if word in KEYWORDS else sign or "name")
        at = match.end()
    return found


def check_expression(line, number):
    """Follows the grammar with an explicit stack, because nesting may be deep."""
    items, at, depth, pending = tokens(line, number) + ["end"], 0, 0, [0]
    while True:
        while items[at] in ("not", "("):
            if items[at] == "(":
                pending.append(0)
            else:
                pending[-1] += 1
            at += 1
            depth = max(depth, len(pending) - 1 + sum(pending))
        if items[at] == "has" and items[at + 1] == "name":
            at += 2
        elif items[at] == "name" and items[at + 1] == "in" and items[at + 2] == "(":
            at += 3
            while items[at] == "value" and items[at + 1] == ",":
                at += 2
            if items[at] != "value" or items[at + 1] != ")":
                refuse(f"line {number}: a list is not closed")
            at += 2
        elif items[at] == "name" and items[at + 1] in "= != < <= > >=".split():
            if items[at + 2] != "value":
                refuse(f"line {number}: a comparison lacks its value")
            at += 3
        else:
            refuse(f"line {number}: a comparison is expected")
        pending[-1] = 0
        while items[at] == ")" and len(pending) > 1:
            pending.pop()
            pending[-1] = 0
            at += 1
        if items[at] not in ("and", "or"):
            break
        at += 1
    if items[at] != "end" or len(pending) > 1 or depth > 2000:
        refuse(f"line {number}: parentheses do not match, or the nesting is too deep")


def main():
    text = sys.stdin.buffer.read().decode("ascii", "replace")
    if not text.endswith("\n"):
        refuse("the last line does not end in a line feed")
    lines = text[:-1].split("\n")
    if not re.fullmatch(r"[1-9][0-9]{0,3} [1-9][0-9]{0,2}", lines[0]):
        refuse("line 1: not two positive integers")
    n, q = map(int, lines[0].split(" "))
    if n > 1000 or q > 200 or len(lines) != n + q + 1:
        refuse("line 1: a number is too large or does not match the number of lines")
    for number, line in enumerate(lines[1:n + 1], 2):
        check_record(line, number)
    for number, line in enumerate(lines[n + 1:], n + 2):
        if len(line) > 20000:
            refuse(f"line {number}: more than 20000 characters")
        check_expression(line, number)
    if sum(map(len, lines[n + 1:])) > 90000:
        refuse("more than 90000 characters in all expressions")
    sys.exit(42)


main()
