import java.util.*;

/** A queue of allowed times per client. */
class RateLimiter {
    private final long limit;
    private final long window;
    private final Map<String, ArrayDeque<Long>> queues = new HashMap<>();

    RateLimiter(long limit, long window) {
        this.limit = limit;
        this.window = window;
    }

    boolean allow(String client, long time) {
        ArrayDeque<Long> queue = current(client, time);
        if (queue.size() >= limit) {
            return false;
        }
        queue.addLast(time);
        return true;
    }

    long retryAfter(String client, long time) {
        ArrayDeque<Long> queue = current(client, time);
        return queue.size() >= limit ? queue.peekFirst() + window - time : 0;
    }

    void forget(String client) {
        queues.remove(client);
    }

    private ArrayDeque<Long> current(String client, long time) {
        ArrayDeque<Long> queue = queues.computeIfAbsent(client, name -> new ArrayDeque<>());
        while (!queue.isEmpty() && queue.peekFirst() <= time - window) {
            queue.pollFirst();
        }
        return queue;
    }
}
