"""Reads arguments and prints results of a function exercise. Prints of the solution go to stderr."""

import json
import sys


class ListNode:
    def __init__(self, value, next=None):
        self.value = value
        self.next = next


class TreeNode:
    def __init__(self, value, left=None, right=None):
        self.value = value
        self.left = left
        self.right = right


_input = sys.stdin
_output = sys.stdout
sys.stdout = sys.stderr


def lines():
    for line in _input:
        if line.strip():
            yield json.loads(line)


def print_result(kind, value):
    _output.write(_write(kind, value) + "\n")


def flush():
    _output.flush()


def read(kind, value):
    if isinstance(kind, str):
        return float(value) if kind == "float" else value
    name, item = kind
    if name == "list":
        return value if item in ("int", "bool", "string") else [read(item, one) for one in value]
    if name == "map_int":
        return {int(key): read(item, one) for key, one in value.items()}
    if name == "map_string":
        return {key: read(item, one) for key, one in value.items()}
    if name == "optional":
        return None if value is None else read(item, value)
    if name == "linked_list":
        head = None
        for one in reversed(value):
            head = ListNode(read(item, one), head)
        return head
    return _read_tree(item, value)


def _read_tree(item, values):
    if not values:
        return None
    root = TreeNode(read(item, values[0]))
    queue = [root]
    at = 1
    for node in queue:
        for side in ("left", "right"):
            if at < len(values):
                if values[at] is not None:
                    child = TreeNode(read(item, values[at]))
                    setattr(node, side, child)
                    queue.append(child)
                at += 1
    return root


def _wrong(kind, value):
    raise TypeError("the solution returned %.80r where %s is declared" % (value, kind))


def _write(kind, value):
    if kind == "int":
        if isinstance(value, bool) or not isinstance(value, int):
            _wrong(kind, value)
        return str(int(value))
    if kind == "float":
        if isinstance(value, bool) or not isinstance(value, (int, float)):
            _wrong(kind, value)
        return _write_float(float(value))
    if kind in ("bool", "string"):
        if not isinstance(value, bool if kind == "bool" else str):
            _wrong(kind, value)
        return json.dumps(value)
    name, item = kind
    if name == "optional":
        return "null" if value is None else _write(item, value)
    if name == "linked_list":
        found = []
        while value is not None:
            found.append(_write(item, value.value))
            value = value.next
        return "[" + ",".join(found) + "]"
    if name == "tree":
        return _write_tree(item, value)
    if name == "list":
        if not isinstance(value, (list, tuple)):
            _wrong(name, value)
        return "[" + ",".join([_write(item, one) for one in value]) + "]"
    if not isinstance(value, dict):
        _wrong(name, value)
    pairs = [json.dumps(str(key)) + ":" + _write(item, value[key]) for key in sorted(value)]
    return "{" + ",".join(pairs) + "}"


def _write_tree(item, root):
    found = []
    queue = [root]
    for node in queue:
        if node is None:
            found.append("null")
        else:
            found.append(_write(item, node.value))
            queue.append(node.left)
            queue.append(node.right)
    while found and found[-1] == "null":
        found.pop()
    return "[" + ",".join(found) + "]"


# The fewest digits that, rounded correctly, read back as the same number. That is repr, but for
# some powers of two, where repr takes a shorter number that is not the nearest of its length.
def _write_float(value):
    if value != value or value in (float("inf"), float("-inf")):
        _wrong("float", value)
    text = repr(value)
    count = len(text.split("e")[0].lstrip("-").replace(".", "").strip("0"))
    if value == 0 or float("%.*e" % (count - 1, value)) == value:
        return text
    for digits in range(count, 17):
        text = "%.*e" % (digits, value)
        if float(text) == value:
            break
    mantissa, power = text.split("e")
    exponent = int(power)
    sign = "-" if value < 0 else ""
    digits = mantissa.lstrip("-").replace(".", "")
    if exponent < -4 or exponent >= 16:
        return "%s%s.%se%+03d" % (sign, digits[0], digits[1:], exponent)
    if exponent < 0:
        return sign + "0." + "0" * (-exponent - 1) + digits
    return sign + digits[: exponent + 1] + "." + (digits[exponent + 1 :] or "0")
