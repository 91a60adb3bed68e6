"""Slow: keeps every allowed request for ever and looks through the whole history."""


class RateLimiter:
    def __init__(self, limit: int, window: int):
        self.limit = limit
        self.window = window
        self.history = []

    def allow(self, client: str, time: int) -> bool:
        if len(self.current(client, time)) >= self.limit:
            return False
        self.history.append((client, time))
        return True

    def retry_after(self, client: str, time: int) -> int:
        times = self.current(client, time)
        return times[0] + self.window - time if len(times) >= self.limit else 0

    def forget(self, client: str) -> None:
        self.history = [entry for entry in self.history if entry[0] != client]

    def current(self, client, time):
        found = []
        for name, earlier in self.history:
            if name == client and earlier > time - self.window:
                found.append(earlier)
        return found
