"""A queue of allowed times per client; what has left the window is removed at each call."""

from collections import deque


class RateLimiter:
    def __init__(self, limit: int, window: int):
        self.limit = limit
        self.window = window
        self.queues = {}

    def allow(self, client: str, time: int) -> bool:
        queue = self.current(client, time)
        if len(queue) >= self.limit:
            return False
        queue.append(time)
        return True

    def retry_after(self, client: str, time: int) -> int:
        queue = self.current(client, time)
        return queue[0] + self.window - time if len(queue) >= self.limit else 0

    def forget(self, client: str) -> None:
        self.queues.pop(client, None)

    def current(self, client, time):
        queue = self.queues.setdefault(client, deque())
        while queue and queue[0] <= time - self.window:
            queue.popleft()
        return queue
