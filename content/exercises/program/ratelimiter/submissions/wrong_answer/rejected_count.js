"use strict";

// Mistake: rejected requests count as well, so a client that keeps trying is never let in again.
class RateLimiter {
  constructor(limit, window) {
    this.limit = limit;
    this.window = window;
    this.queues = new Map();
  }

  allow(client, time) {
    const queue = this.current(client, time);
    queue.push(time);
    return queue.length <= this.limit;
  }

  retryAfter(client, time) {
    const queue = this.current(client, time);
    if (queue.length < this.limit) return 0;
    return queue[queue.length - this.limit] + this.window - time;
  }

  forget(client) {
    this.queues.delete(client);
  }

  current(client, time) {
    const queue = this.queues.get(client) || [];
    this.queues.set(client, queue);
    while (queue.length > 0 && queue[0] <= time - this.window) queue.shift();
    return queue;
  }
}

module.exports = { RateLimiter };
