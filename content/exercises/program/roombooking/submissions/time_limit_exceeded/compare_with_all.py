"""Slow: compares each request with every booking of a room, O(n * n)."""


def assign_rooms(rooms: int, requests: list[list[int]]) -> list[int]:
    plans = [[] for _ in range(rooms)]
    result = []
    for start, end in requests:
        given = 0
        for room, plan in enumerate(plans):
            collisions = 0
            for other_start, other_end in plan:
                if max(start, other_start) < min(end, other_end):
                    collisions += 1
            if collisions == 0:
                plan.append((start, end))
                given = room + 1
                break
        result.append(given)
    return result
