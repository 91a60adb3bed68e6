"""Slow: notes the time of the last use and sorts the whole cache to find the oldest entry."""


class LruCache:
    def __init__(self, capacity: int):
        self.capacity = capacity
        self.clock = 0
        self.values = {}
        self.used = {}

    def touch(self, key):
        self.clock += 1
        self.used[key] = self.clock

    def get(self, key: int) -> int | None:
        if key in self.values:
            self.touch(key)
        return self.values.get(key)

    def peek(self, key: int) -> int | None:
        return self.values.get(key)

    def put(self, key: int, value: int) -> None:
        if key not in self.values and len(self.values) == self.capacity:
            order = sorted(self.values, key=lambda other: (self.used[other], other))
            del self.values[order[0]]
        self.values[key] = value
        self.touch(key)

    def keys(self) -> list[int]:
        return sorted(self.values, key=lambda key: -self.used[key])
