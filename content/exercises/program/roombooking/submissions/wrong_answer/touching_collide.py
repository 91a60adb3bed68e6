"""Mistake: a booking that begins when another one ends counts as a collision."""


def assign_rooms(rooms: int, requests: list[list[int]]) -> list[int]:
    plans = [[] for _ in range(rooms)]
    result = []
    for start, end in requests:
        free = [room for room in range(rooms)
                if not any(a <= end and start <= b for a, b in plans[room][-300:])]
        result.append(free[0] + 1 if free else 0)
        if free:
            plans[free[0]].append((start, end))
    return result
