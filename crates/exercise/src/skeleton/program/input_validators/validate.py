"""Exits with 42 when the input keeps every promise of the statement."""

import re
import sys

text = sys.stdin.read()
number = r"(0|[1-9][0-9]*)"
assert re.fullmatch(rf"{number}\n{number}( {number})*\n", text), "form of the lines"
first, second = text.splitlines()
times = [int(word) for word in second.split(" ")]
assert 2 <= int(first) <= 1000, "n out of range"
assert len(times) == int(first), "n is not the number of times"
assert all(time <= 10**9 for time in times), "a time is out of range"
sys.exit(42)
