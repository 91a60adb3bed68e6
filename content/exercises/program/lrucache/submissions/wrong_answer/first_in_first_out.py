"""Mistake: keeps the order of insertion, so using an entry does not save it."""


class LruCache:
    def __init__(self, capacity: int):
        self.capacity = capacity
        self.entries = {}

    def get(self, key: int) -> int | None:
        return self.entries.get(key)

    def peek(self, key: int) -> int | None:
        return self.entries.get(key)

    def put(self, key: int, value: int) -> None:
        if key not in self.entries and len(self.entries) == self.capacity:
            del self.entries[next(iter(self.entries))]
        self.entries[key] = value

    def keys(self) -> list[int]:
        return list(reversed(self.entries))
