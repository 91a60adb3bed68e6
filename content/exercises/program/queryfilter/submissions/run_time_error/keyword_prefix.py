"""Mistake: looks for keywords before names, so `origin` is read as `or` and `igin`."""

import operator
import re
import sys

sys.setrecursionlimit(100000)
TOKEN = re.compile(r" *(?:(and|or|not|in|has|[a-z][a-z0-9_]*)|(-?[0-9]+)|'([^']*)'|(<=|>=|!=|[=<>(),]))")
COMPARE = {"=": operator.eq, "!=": operator.ne, "<": operator.lt, "<=": operator.le,
           ">": operator.gt, ">=": operator.ge}


class Parser:
    """Tokens are strings, or one-element tuples that hold the value of a literal."""

    def __init__(self, text):
        self.tokens = []
        for word, number, quoted, sign in TOKEN.findall(text):
            if number:
                self.tokens.append((int(number),))
            else:
                self.tokens.append(word or sign or (quoted,))
        self.tokens.append("end")
        self.at = 0

    def take(self):
        self.at += 1
        return self.tokens[self.at - 1]

    def accept(self, token):
        if self.tokens[self.at] == token:
            self.at += 1
            return True
        return False

    def either(self):
        parts = [self.both()]
        while self.accept("or"):
            parts.append(self.both())
        if len(parts) == 1:
            return parts[0]

        def evaluate(record):
            for part in parts:
                if part(record):
                    return True
            return False
        return evaluate

    def both(self):
        parts = [self.negation()]
        while self.accept("and"):
            parts.append(self.negation())
        if len(parts) == 1:
            return parts[0]

        def evaluate(record):
            for part in parts:
                if not part(record):
                    return False
            return True
        return evaluate

    def negation(self):
        negative = False
        while self.accept("not"):
            negative = not negative
        inner = self.comparison()
        return (lambda record: not inner(record)) if negative else inner

    def comparison(self):
        if self.accept("("):
            inner = self.either()
            self.take()
            return inner
        if self.accept("has"):
            name = self.take()
            return lambda record: name in record
        name, sign = self.take(), self.take()
        if sign == "in":
            values = set()
            while self.take() != ")":
                values.add(self.take()[0])
            return lambda record: record.get(name) in values
        value, compare = self.take()[0], COMPARE[sign]
        kind = type(value)

        def evaluate(record):
            own = record.get(name)
            return type(own) is kind and compare(own, value)
        return evaluate


def read_record(line):
    record = {}
    if line != "-":
        for part in line.split(";"):
            name, value = part.split("=")
            record[name] = value[1:-1] if value[0] == "'" else int(value)
    return record


def main():
    lines = sys.stdin.read().split("\n")
    n, q = map(int, lines[0].split())
    records = [read_record(line) for line in lines[1:n + 1]]
    for line in lines[n + 1:n + q + 1]:
        matches = Parser(line).either()
        hits = [i for i, record in enumerate(records, 1) if matches(record)]
        print(len(hits), *hits[:3])


main()
