"""Mistake: handles the requests in the order of their starts instead of their arrival."""


def assign_rooms(rooms: int, requests: list[list[int]]) -> list[int]:
    busy_until = [0] * rooms
    result = [0] * len(requests)
    for index in sorted(range(len(requests)), key=lambda index: requests[index]):
        start, end = requests[index]
        for room in range(rooms):
            if busy_until[room] <= start:
                busy_until[room] = end
                result[index] = room + 1
                break
    return result
