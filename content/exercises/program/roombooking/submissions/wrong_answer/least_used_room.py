"""Mistake: gives the free room with the fewest bookings, not the one with the smallest number."""

from bisect import bisect_left


def assign_rooms(rooms: int, requests: list[list[int]]) -> list[int]:
    plans = [[] for _ in range(rooms)]
    result = []
    for start, end in requests:
        best = None
        for room, plan in enumerate(plans):
            at = bisect_left(plan, (start, start))
            free = at == 0 or plan[at - 1][1] <= start
            free = free and (at == len(plan) or plan[at][0] >= end)
            if free and (best is None or len(plan) < len(plans[best[0]])):
                best = (room, at)
        if best:
            plans[best[0]].insert(best[1], (start, end))
        result.append(best[0] + 1 if best else 0)
    return result
