"""Writes data/sample and data/secret. Run in the package folder: python3 generators/generate.py

Deterministic (fixed seed). Two solutions written apart from each other must agree on every case
that both can finish.
"""

import bisect
import heapq
import os
import random

RNG = random.Random(20250916)


class Sender:
    """Efficient: heap, set and list of gaps."""

    def __init__(self, bound):
        self.bound, self.next, self.heap, self.waiting = bound, 1, [], set()
        self.starts, self.ends = [], []
        self.delivered = self.duplicates = self.late = self.given_up = 0

    def drain(self):
        done = []
        while self.heap and self.heap[0] == self.next:
            done.append(heapq.heappop(self.heap))
            self.waiting.remove(self.next)
            self.next += 1
        self.delivered += len(done)
        return done

    def give_up(self):
        if self.heap[0] > self.next:
            self.starts.append(self.next)
            self.ends.append(self.heap[0] - 1)
            self.given_up += self.heap[0] - self.next
            self.next = self.heap[0]
        return self.drain()

    def event(self, number):
        if number < self.next:
            at = bisect.bisect_right(self.starts, number) - 1
            if at >= 0 and number <= self.ends[at]:
                self.late += 1
                return "late"
        if number < self.next or number in self.waiting:
            self.duplicates += 1
            return "duplicate"
        heapq.heappush(self.heap, number)
        self.waiting.add(number)
        done = self.drain() or (self.give_up() if len(self.heap) > self.bound else [])
        return " ".join(map(str, ["deliver"] + done)) if done else "wait"

    def flush(self):
        done = []
        while self.heap:
            done += self.give_up()
        return " ".join(map(str, ["deliver"] + done)) if done else "nothing"


def solve(bound, lines):
    senders, out = {}, []
    for kind, name, *number in lines:
        if kind == "event":
            out.append(senders.setdefault(name, Sender(bound)).event(number[0]))
        else:
            out.append(senders[name].flush() if name in senders else "nothing")
    for name, s in sorted(senders.items()):
        out.append(f"{name} {s.delivered} {s.duplicates} {s.late} {s.given_up}")
    return out


def brute(bound, lines):
    """Plain: sorted lists, the set of delivered numbers, gaps counted from what was delivered."""
    waiting, delivered, counts, out = {}, {}, {}, []

    def deliver_run(name):
        done = [waiting[name].pop(0)]
        while waiting[name] and waiting[name][0] == done[-1] + 1:
            done.append(waiting[name].pop(0))
        delivered[name] += done
        return "deliver " + " ".join(map(str, done))

    for kind, name, *number in lines:
        if kind == "flush":
            rows = []
            while waiting.get(name):
                rows.append(deliver_run(name)[8:])
            out.append("deliver " + " ".join(rows) if rows else "nothing")
            continue
        i = number[0]
        waiting.setdefault(name, [])
        mine = delivered.setdefault(name, [])
        last = mine[-1] if mine else 0
        counts.setdefault(name, {"duplicate": 0, "late": 0})
        if i in mine or i in waiting[name]:
            result = "duplicate"
        elif i < last:
            result = "late"
        else:
            waiting[name] = sorted(waiting[name] + [i])
            if waiting[name][0] == last + 1 or len(waiting[name]) > bound:
                result = deliver_run(name)
            else:
                result = "wait"
        if result in counts[name]:
            counts[name][result] += 1
        out.append(result)
    for name in sorted(counts):
        mine = delivered[name]
        missing = (mine[-1] if mine else 0) - len(mine)
        out.append(f"{name} {len(mine)} {counts[name]['duplicate']} {counts[name]['late']} "
                   f"{missing}")
    return out


def write(name, bound, lines):
    answer = solve(bound, lines)
    if len(lines) <= 4000:
        assert answer == brute(bound, lines), name
    os.makedirs(os.path.dirname(f"data/{name}"), exist_ok=True)
    with open(f"data/{name}.in", "w", newline="\n") as file:
        file.write(f"{len(lines)} {bound}\n")
        file.write("".join(" ".join(map(str, line)) + "\n" for line in lines))
    with open(f"data/{name}.ans", "w", newline="\n") as file:
        file.write("\n".join(answer) + "\n")


def noisy(count, names, delay, loss=0.0, repeat=0.0, flush=0.0):
    """Events of several senders with random delays; some are lost, some repeated."""
    timeline, numbers = [], dict.fromkeys(names, 0)
    for i in range(count):
        name = RNG.choice(names)
        if RNG.random() < flush:
            timeline.append((i + RNG.random(), ("flush", name)))
            continue
        numbers[name] += 1
        if RNG.random() < loss:
            continue
        timeline.append((i + RNG.random() * delay, ("event", name, numbers[name])))
        if RNG.random() < repeat:
            timeline.append((i + RNG.random() * 3 * delay, ("event", name, numbers[name])))
    return [line for _, line in sorted(timeline)][:count]


def events(name, *numbers):
    return [("event", name, number) for number in numbers]


def main():
    write("sample/1", 2, events("a", 1, 3, 3, 5, 6, 2, 4))
    write("sample/2", 0, events("web", 7, 7, 3, 8, 10) + [("flush", "app")])
    write("secret/01-in-order", 3, events("a", *range(1, 30)))
    write("secret/02-reversed", 20, events("a", *range(20, 0, -1)) + events("b", *range(22, 0, -1)))
    write("secret/03-overflow-edge", 3, events("a", 3, 5, 7, 9, 2, 1, 4, 4, 11, 13, 6, 8, 10, 9))
    write("secret/04-drain-after-overflow", 4, events("a", 5, 6, 7, 9, 10, 8, 4, 11, 12))
    write("secret/05-flush", 9, [("flush", "a"), *events("a", 4, 2, 6, 2), ("flush", "a"),
                                 *events("a", 5, 7, 3, 9), ("flush", "a"), ("flush", "a"),
                                 *events("a", 8, 10, 1)])
    write("secret/06-wide-gaps", 2, events("a", 10 ** 9, 5 * 10 ** 8, 7, 10 ** 9 - 1, 6, 8,
                                           10 ** 8, 10 ** 9, 3 * 10 ** 8)
          + [("flush", "a")] + events("b", 10 ** 9) + [("flush", "b")])
    write("secret/07-noisy", 5, noisy(600, ["a"], 9, 0.02, 0.1))
    senders = ["app", "web", "ab", "zoo", "a"]
    write("secret/08-senders", 4, noisy(1500, senders, 30, 0.03, 0.1, 0.01))
    write("secret/09-no-buffer", 0, noisy(800, ["a", "b"], 4, 0.05, 0.2, 0.02))
    write("secret/10-tight-buffer", 1, noisy(800, ["a", "b"], 5, 0.02, 0.1))
    odd = list(range(3, 2 * 11000, 2))
    for at in range(0, len(odd), 40):
        part = odd[at:at + 40]
        RNG.shuffle(part)
        odd[at:at + 40] = part
    write("secret/11-all-gaps", 5000, events("a", *odd) + events("a", *range(2, 1800, 2)))
    late = list(range(5001, 2, -1)) + list(range(10 ** 8, 10 ** 8 + 3000, 3))
    write("secret/12-large-reversed", 5000, events("a", *late) + events("a", 1, 2, 2)
          + [("flush", "a")])


main()
