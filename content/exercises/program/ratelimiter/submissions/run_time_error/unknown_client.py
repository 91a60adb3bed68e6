"""Mistake: expects that a client has made a request before, and stops with a KeyError."""

from collections import deque


class RateLimiter:
    def __init__(self, limit: int, window: int):
        self.limit = limit
        self.window = window
        self.queues = {}

    def allow(self, client: str, time: int) -> bool:
        queue = self.queues.setdefault(client, deque())
        self.clean(queue, time)
        if len(queue) >= self.limit:
            return False
        queue.append(time)
        return True

    def retry_after(self, client: str, time: int) -> int:
        queue = self.queues[client]
        self.clean(queue, time)
        return queue[0] + self.window - time if len(queue) >= self.limit else 0

    def forget(self, client: str) -> None:
        self.queues.pop(client, None)

    def clean(self, queue, time):
        while queue and queue[0] <= time - self.window:
            queue.popleft()
