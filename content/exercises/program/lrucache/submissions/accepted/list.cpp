// A list with the most recently used entry in front, and a map from key to its place there.
#include <bits/stdc++.h>

using namespace std;

class LruCache {
public:
    explicit LruCache(long long capacity) : capacity(capacity) {
    }

    optional<long long> get(long long key) {
        auto found = places.find(key);
        if (found == places.end()) {
            return nullopt;
        }
        entries.splice(entries.begin(), entries, found->second);
        return found->second->second;
    }

    optional<long long> peek(long long key) {
        auto found = places.find(key);
        return found == places.end() ? nullopt : optional<long long>(found->second->second);
    }

    void put(long long key, long long value) {
        auto found = places.find(key);
        if (found != places.end()) {
            found->second->second = value;
            entries.splice(entries.begin(), entries, found->second);
            return;
        }
        if (static_cast<long long>(entries.size()) == capacity) {
            places.erase(entries.back().first);
            entries.pop_back();
        }
        entries.push_front({key, value});
        places[key] = entries.begin();
    }

    vector<long long> keys() {
        vector<long long> result;
        for (const auto& entry : entries) {
            result.push_back(entry.first);
        }
        return result;
    }

private:
    long long capacity;
    list<pair<long long, long long>> entries;
    unordered_map<long long, list<pair<long long, long long>>::iterator> places;
};
