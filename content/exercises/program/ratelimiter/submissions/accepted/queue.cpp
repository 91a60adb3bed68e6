// A deque of allowed times per client.
#include <bits/stdc++.h>

using namespace std;

class RateLimiter {
public:
    RateLimiter(long long limit, long long window) : limit(limit), window(window) {
    }

    bool allow(string client, long long time) {
        auto& queue = current(client, time);
        if (static_cast<long long>(queue.size()) >= limit) {
            return false;
        }
        queue.push_back(time);
        return true;
    }

    long long retry_after(string client, long long time) {
        auto& queue = current(client, time);
        if (static_cast<long long>(queue.size()) < limit) {
            return 0;
        }
        return queue.front() + window - time;
    }

    void forget(string client) {
        queues.erase(client);
    }

private:
    deque<long long>& current(const string& client, long long time) {
        auto& queue = queues[client];
        while (!queue.empty() && queue.front() <= time - window) {
            queue.pop_front();
        }
        return queue;
    }

    long long limit;
    long long window;
    unordered_map<string, deque<long long>> queues;
};
