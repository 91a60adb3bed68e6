"""Mistake: `and` and `or` bind equally and are evaluated from left to right."""

import operator
import re
import sys

sys.setrecursionlimit(100000)
TOKEN = re.compile(r" *(?:([a-z][a-z0-9_]*)|(-?[0-9]+)|'([^']*)'|(<=|>=|!=|[=<>(),]))")
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
        first, rest = self.negation(), []
        while self.tokens[self.at] in ("and", "or"):
            rest.append((self.take(), self.negation()))

        def evaluate(record):
            result = first(record)
            for word, part in rest:
                result = result and part(record) if word == "and" else result or part(record)
            return result
        return evaluate if rest else first

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
