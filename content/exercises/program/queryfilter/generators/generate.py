"""Writes data/sample and data/secret. Run in the package folder: python3 generators/generate.py

Deterministic (fixed seed). The generator builds expressions as trees and prints them; the plain
solution evaluates the tree it was made from, the efficient one parses the printed text.
"""

import operator
import os
import random
import re
import sys

sys.setrecursionlimit(100000)
RNG = random.Random(20250910)
COMPARE = {"=": operator.eq, "!=": operator.ne, "<": operator.lt, "<=": operator.le,
           ">": operator.gt, ">=": operator.ge}
TOKEN = re.compile(r"\s*(?:([a-z][a-z0-9_]*)|(-?[0-9]+)|'([^']*)'|(<=|>=|!=|[=<>(),]))")
NAMES = ["status", "origin", "android", "notes", "inbox", "hash", "order_id", "region", "x", "y"]


# The efficient solution: shunting-yard to postfix code, evaluated with a stack.

def compile_text(text):
    code, waiting, at = [], [], 0
    power = {"or": 1, "and": 2, "not": 3, "(": 0}

    def token():
        nonlocal at
        found = TOKEN.match(text, at)
        at = found.end()
        word, number, quoted, sign = found.groups()
        if number is not None:
            return "value", int(number)
        if quoted is not None:
            return "value", quoted
        return "word" if word else "sign", word or sign

    text = text.strip()
    while at < len(text):
        kind, item = token()
        if item in ("not", "("):
            waiting.append(item)
        elif item in ("and", "or"):
            while waiting and power[waiting[-1]] >= power[item]:
                code.append(waiting.pop())
            waiting.append(item)
        elif item == ")":
            while waiting[-1] != "(":
                code.append(waiting.pop())
            waiting.pop()
        elif item == "has":
            code.append(("has", token()[1], None))
        elif kind == "word":
            sign = token()[1]
            if sign != "in":
                code.append((sign, item, token()[1]))
            else:
                values = []
                while token()[1] != ")":
                    values.append(token()[1])
                code.append(("in", item, values))
    return code + waiting[::-1]


def run(code, record):
    stack = []
    for step in code:
        if step == "not":
            stack[-1] = not stack[-1]
        elif step in ("and", "or"):
            right = stack.pop()
            stack[-1] = (stack[-1] and right) if step == "and" else (stack[-1] or right)
        else:
            stack.append(compare(step, record))
    return stack[0]


def compare(step, record):
    sign, name, value = step
    if name not in record:
        return False
    own = record[name]
    if sign == "has":
        return True
    if sign == "in":
        return any(type(own) is type(one) and own == one for one in value)
    return type(own) is type(value) and COMPARE[sign](own, value)


# The plain solution: the tree the text was printed from.

def evaluate(tree, record):
    kind = tree[0]
    if kind == "or":
        return any([evaluate(part, record) for part in tree[1]])
    if kind == "and":
        return all([evaluate(part, record) for part in tree[1]])
    if kind == "not":
        return not evaluate(tree[1], record)
    if kind == "group":
        return evaluate(tree[1], record)
    if kind == "has":
        return tree[1] in record
    own = record.get(tree[1])
    if kind == "in":
        return own is not None and (own, type(own)) in [(v, type(v)) for v in tree[2]]
    if own is None or isinstance(own, int) != isinstance(tree[2], int):
        return False
    return {"=": own == tree[2], "!=": own != tree[2], "<": own < tree[2],
            "<=": own <= tree[2], ">": own > tree[2], ">=": own >= tree[2]}[kind]


def show_value(value):
    return str(value) if isinstance(value, int) else f"'{value}'"


def show(tree, space):
    """Text of a tree; `space()` gives optional white space. Groups are printed where needed."""
    kind = tree[0]
    if kind in ("or", "and"):
        weaker = {"and": ("or",), "or": ()}[kind]
        parts = [group(part, space, part[0] in weaker or part[0] == kind) for part in tree[1]]
        return f" {space()}{kind} {space()}".join(parts)
    if kind == "not":
        return f"not {space()}" + group(tree[1], space, tree[1][0] in ("and", "or"))
    if kind == "group":
        return group(tree[1], space, True)
    if kind == "has":
        return f"has {space()}{tree[1]}"
    if kind == "in":
        values = f"{space()},{space()}".join(show_value(v) for v in tree[2])
        return f"{tree[1]} {space()}in{space()}({space()}{values}{space()})"
    return f"{tree[1]}{space()}{kind}{space()}{show_value(tree[2])}"


def group(tree, space, needed):
    text = show(tree, space)
    return f"({space()}{text}{space()})" if needed else text


def usual_space():
    return ""


def wild_space():
    return " " * RNG.choice([0, 0, 1, 2])


# Random records and trees.

def value():
    if RNG.random() < 0.5:
        return RNG.choice([0, 1, 2, 9, 10, 200, 404, 500, -1, -10, 10 ** 9])
    return RNG.choice(["", "a", "ab", "b", "10", "9", "eu-1", "eu-2", "a b", "(x)", "or", "not a",
                       "/v1/or", "500"])


def record():
    return {name: value() for name in RNG.sample(NAMES, RNG.randint(0, 8))}


def leaf():
    kind = RNG.choice(["=", "!=", "<", "<=", ">", ">=", "in", "has"])
    if kind == "has":
        return ("has", RNG.choice(NAMES))
    if kind == "in":
        return ("in", RNG.choice(NAMES), [value() for _ in range(RNG.randint(1, 4))])
    return (kind, RNG.choice(NAMES), value())


def tree(size):
    if size <= 1:
        return leaf()
    kind = RNG.choice(["or", "or", "and", "and", "not", "group"])
    if kind in ("not", "group"):
        return (kind, tree(size - 1))
    left = RNG.randint(1, size - 1)
    return (kind, [tree(left), tree(size - left)])


def nested(depth, kinds):
    at = leaf()
    for _ in range(depth):
        kind = RNG.choice(kinds)
        at = (kind, at) if kind in ("not", "group") else (kind, [leaf(), at])
    return at


def show_record(fields):
    return ";".join(f"{name}={show_value(value)}" for name, value in fields.items()) or "-"


def summary(hits):
    return " ".join(map(str, [len(hits)] + hits[:3]))


def write(name, records, queries, space=usual_space):
    texts, answer = [], []
    for query in queries:
        text = query if isinstance(query, str) else show(query, space)
        code = compile_text(text)
        hits = [i for i, fields in enumerate(records, 1) if run(code, fields)]
        if not isinstance(query, str):
            assert hits == [i for i, f in enumerate(records, 1) if evaluate(query, f)], name
        texts.append(text)
        answer.append(summary(hits))
    os.makedirs(os.path.dirname(f"data/{name}"), exist_ok=True)
    with open(f"data/{name}.in", "w", newline="\n") as file:
        file.write(f"{len(records)} {len(texts)}\n")
        file.write("".join(show_record(fields) + "\n" for fields in records))
        file.write("".join(text + "\n" for text in texts))
    with open(f"data/{name}.ans", "w", newline="\n") as file:
        file.write("\n".join(answer) + "\n")


def records(count):
    return [record() for _ in range(count)]


def main():
    write("sample/1",
          [{"service": "billing", "status": 503}, {"origin": "eu-2", "service": "search"},
           {"service": "billing", "status": "down"}, {}],
          ["service = 'billing'", "origin = 'eu-2' or service = 'billing' and status >= 500",
           "status != 200", "not status != 200"])
    write("sample/2", [{"v": 9, "t": "9"}, {"v": 10, "t": "10"}, {"path": "(x)"}],
          ["v<10", "t<'9'", "not(has v)and path in('(x)','y')", "not not v in (9, 10, 11)"])
    write("secret/01-empty-record", [{}], ["x = 1", "not x = 1", "has x", "x != 'a'"])
    write("secret/02-operators", [{"x": v} for v in (-1, 0, 1, "0", "", "a", "ab", "b")],
          [(k, "x", v) for k in COMPARE for v in (0, "a", "0")])
    facts = [{n: 1 for n in "abc" if mask >> "abc".index(n) & 1} for mask in range(8)]
    write("secret/03-precedence", facts,
          ["a = 1 or b = 1 and c = 1", "a = 1 and b = 1 or c = 1", "not a = 1 and b = 1",
           "not a = 1 or b = 1", "not (a = 1 or b = 1)", "(a = 1 or b = 1) and c = 1",
           "not not a = 1", "not not not a = 1 and c = 1", "a = 1 and not b = 1 or c = 1",
           "a != 2 and b != 2", "not a != 2", "not (not a = 1 and not b = 1)"])
    write("secret/04-types", [{"x": "10"}, {"x": 10}, {"x": 9}, {"x": "9"}, {"y": 10}],
          ["x = 10", "x = '10'", "x != 10", "x != '10'", "x < 10", "x < '9'", "x >= '10'",
           "x in (10, '9')", "not x in (10, '9')", "x in ('10')", "x <= 9 or x >= '9'"])
    write("secret/05-names-like-keywords", records(60),
          ["origin='a'or notes='b'", "android = 1 and not inbox = 1", "has hash and has order_id",
           "not notes in ('or', 'not a') or inbox in (1, 2)", "has origin or has android"])
    write("secret/06-small-trees", records(80), [tree(RNG.randint(1, 6)) for _ in range(120)])
    write("secret/07-wild-spaces", records(60), [tree(RNG.randint(1, 12)) for _ in range(80)],
          wild_space)
    write("secret/08-medium-trees", records(100), [tree(30) for _ in range(35)])
    write("secret/09-deep-parentheses", records(20), [nested(1990, ["group"]),
                                                      nested(1900, ["group", "not"])])
    write("secret/10-deep-mixed", records(40),
          [nested(900, ["or", "and", "not", "group"]), nested(1999, ["not"])])
    write("secret/11-many-simple", records(500), [leaf() for _ in range(200)])
    write("secret/12-large-trees", records(1000), [tree(60) for _ in range(44)])
    wide = [("or", [("and", [leaf(), ("=", "x", -10), leaf()]) for _ in range(230)])
            for _ in range(4)]
    write("secret/13-wide-or", records(1000), wide)


main()
