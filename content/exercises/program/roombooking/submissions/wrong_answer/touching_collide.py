"""Mistake: a booking that begins when another one ends counts as a collision."""

from bisect import bisect_left


def assign_rooms(rooms: int, requests: list[list[int]]) -> list[int]:
    starts = [[] for _ in range(rooms)]
    ends = [[] for _ in range(rooms)]
    result = []
    for start, end in requests:
        result.append(0)
        for room in range(rooms):
            at = bisect_left(starts[room], start)
            if at > 0 and ends[room][at - 1] >= start:
                continue
            if at < len(starts[room]) and starts[room][at] <= end:
                continue
            starts[room].insert(at, start)
            ends[room].insert(at, end)
            result[-1] = room + 1
            break
    return result
