"""Mistake: counts per fixed window, so twice the limit can pass around a boundary."""


class RateLimiter:
    def __init__(self, limit: int, window: int):
        self.limit = limit
        self.window = window
        self.counts = {}

    def allow(self, client: str, time: int) -> bool:
        period, count = self.current(client, time)
        if count >= self.limit:
            return False
        self.counts[client] = (period, count + 1)
        return True

    def retry_after(self, client: str, time: int) -> int:
        period, count = self.current(client, time)
        return (period + 1) * self.window - time if count >= self.limit else 0

    def forget(self, client: str) -> None:
        self.counts.pop(client, None)

    def current(self, client, time):
        period, count = self.counts.get(client, (0, 0))
        now = time // self.window
        return (now, count if period == now else 0)
