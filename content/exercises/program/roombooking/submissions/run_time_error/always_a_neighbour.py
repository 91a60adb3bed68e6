"""Mistake: expects a booking after the new one to exist, and reads past the end of the list."""

from bisect import bisect_left


def assign_rooms(rooms: int, requests: list[list[int]]) -> list[int]:
    plans = [[] for _ in range(rooms)]
    result = []
    for start, end in requests:
        given = 0
        for room, plan in enumerate(plans):
            at = bisect_left(plan, (start, end))
            if plan[at][0] >= end and (at == 0 or plan[at - 1][1] <= start):
                plan.insert(at, (start, end))
                given = room + 1
                break
        result.append(given)
    return result
