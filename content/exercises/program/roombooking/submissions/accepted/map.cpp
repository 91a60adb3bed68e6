// A map from start to end per room.
#include <bits/stdc++.h>

using namespace std;

vector<long long> assign_rooms(long long rooms, vector<vector<long long>> requests) {
    vector<map<long long, long long>> plans(rooms);
    vector<long long> result;
    for (const auto& request : requests) {
        long long start = request[0], end = request[1];
        long long given = 0;
        for (long long room = 0; room < rooms && given == 0; room++) {
            auto after = plans[room].lower_bound(start);
            bool free = after == plans[room].end() || after->first >= end;
            if (free && after != plans[room].begin()) {
                free = prev(after)->second <= start;
            }
            if (free) {
                plans[room][start] = end;
                given = room + 1;
            }
        }
        result.push_back(given);
    }
    return result;
}
