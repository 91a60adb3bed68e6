"""A heap and a set of waiting numbers; gaps that were given up as pairs of ends."""

import heapq
import sys
from bisect import bisect_right


class Sender:
    def __init__(self, bound):
        self.bound = bound
        self.next = 1
        self.heap = []
        self.waiting = set()
        self.gap_starts, self.gap_ends = [], []
        self.delivered = self.duplicates = self.late = self.given_up = 0

    def event(self, number):
        if number < self.next:
            return self.ignore(number)
        if number in self.waiting:
            self.duplicates += 1
            return "duplicate"
        heapq.heappush(self.heap, number)
        self.waiting.add(number)
        if self.heap[0] == self.next or len(self.heap) > self.bound:
            return "deliver " + " ".join(self.deliver_run())
        return "wait"

    def ignore(self, number):
        at = bisect_right(self.gap_starts, number) - 1
        if at >= 0 and number <= self.gap_ends[at]:
            self.late += 1
            return "late"
        self.duplicates += 1
        return "duplicate"

    def deliver_run(self):
        """Gives up on the gap before the smallest waiting number, if there is one, and drains."""
        if self.heap[0] > self.next:
            self.gap_starts.append(self.next)
            self.gap_ends.append(self.heap[0] - 1)
            self.given_up += self.heap[0] - self.next
            self.next = self.heap[0]
        run = []
        while self.heap and self.heap[0] == self.next:
            heapq.heappop(self.heap)
            self.waiting.remove(self.next)
            run.append(str(self.next))
            self.next += 1
        self.delivered += len(run)
        return run

    def flush(self):
        done = []
        while self.heap:
            done += self.deliver_run()
        return "deliver " + " ".join(done) if done else "nothing"


def main():
    lines = sys.stdin.read().split("\n")
    count, bound = map(int, lines[0].split())
    senders, out = {}, []
    for line in lines[1:count + 1]:
        words = line.split()
        name = words[1]
        if words[0] == "event":
            if name not in senders:
                senders[name] = Sender(bound)
            out.append(senders[name].event(int(words[2])))
        else:
            out.append(senders[name].flush() if name in senders else "nothing")
    for name, sender in sorted(senders.items()):
        out.append(f"{name} {sender.delivered} {sender.duplicates} {sender.late} "
                   f"{sender.given_up}")
    print("\n".join(out))


main()
