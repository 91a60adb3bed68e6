// Mistake: a full cache removes an entry even if the key is there already and only gets a value.
#include <bits/stdc++.h>

using namespace std;

class LruCache {
public:
    explicit LruCache(long long capacity) : capacity(capacity) {
    }

    optional<long long> get(long long key) {
        auto value = peek(key);
        if (value) {
            touch(key);
        }
        return value;
    }

    optional<long long> peek(long long key) {
        auto found = values.find(key);
        return found == values.end() ? nullopt : optional<long long>(found->second);
    }

    void put(long long key, long long value) {
        if (static_cast<long long>(values.size()) == capacity) {
            values.erase(order.back());
            order.pop_back();
        }
        values[key] = value;
        touch(key);
    }

    vector<long long> keys() {
        return vector<long long>(order.begin(), order.end());
    }

private:
    void touch(long long key) {
        order.remove(key);
        order.push_front(key);
    }

    long long capacity;
    list<long long> order;
    unordered_map<long long, long long> values;
};
