// Highest load first, by size where that fails, then moves and swaps from the busiest node.
#include <algorithm>
#include <functional>
#include <iostream>
#include <numeric>
#include <optional>
#include <vector>

struct Shard {
    long long size, load;
};

struct State {
    std::vector<long long> free, load;
    std::vector<std::vector<int>> placed;
};

using Preference = std::function<long long(const State&, int)>;

std::optional<State> place(const std::vector<Shard>& shards, int nodes, long long disk,
                           const std::vector<int>& order, const Preference& preference) {
    State state{std::vector<long long>(nodes, disk), std::vector<long long>(nodes),
                std::vector<std::vector<int>>(shards.size())};
    for (int i : order) {
        std::vector<std::pair<long long, int>> room;
        for (int node = 0; node < nodes; node++) {
            if (state.free[node] >= shards[i].size) {
                room.push_back({preference(state, node), node});
            }
        }
        if (room.size() < 2) {
            return std::nullopt;
        }
        std::partial_sort(room.begin(), room.begin() + 2, room.end());
        for (int k = 0; k < 2; k++) {
            state.free[room[k].second] -= shards[i].size;
            state.load[room[k].second] += shards[i].load;
            state.placed[i].push_back(room[k].second);
        }
    }
    return state;
}

bool on(const State& state, int shard, int node) {
    return state.placed[shard][0] == node || state.placed[shard][1] == node;
}

void move(const std::vector<Shard>& shards, State& state, int shard, int source, int target) {
    std::replace(state.placed[shard].begin(), state.placed[shard].end(), source, target);
    state.free[source] += shards[shard].size;
    state.load[source] -= shards[shard].load;
    state.free[target] -= shards[shard].size;
    state.load[target] += shards[shard].load;
}

bool step(const std::vector<Shard>& shards, State& state) {
    int nodes = static_cast<int>(state.load.size());
    int top = static_cast<int>(std::max_element(state.load.begin(), state.load.end())
                               - state.load.begin());
    int count = static_cast<int>(shards.size());
    for (int i = 0; i < count; i++) {
        for (int node = 0; on(state, i, top) && node < nodes; node++) {
            if (!on(state, i, node) && state.free[node] >= shards[i].size
                && state.load[node] + shards[i].load < state.load[top]) {
                move(shards, state, i, top, node);
                return true;
            }
        }
    }
    for (int i = 0; i < count; i++) {
        for (int j = 0; on(state, i, top) && j < count; j++) {
            long long gain = shards[i].load - shards[j].load;
            long long extra = shards[i].size - shards[j].size;
            if (gain <= 0 || on(state, j, top)) {
                continue;
            }
            for (int node : state.placed[j]) {
                if (gain < state.load[top] - state.load[node] && !on(state, i, node)
                    && state.free[node] >= extra && state.free[top] >= -extra) {
                    move(shards, state, i, top, node);
                    move(shards, state, j, node, top);
                    return true;
                }
            }
        }
    }
    return false;
}

int main() {
    int n = 0, m = 0;
    long long disk = 0;
    std::cin >> n >> m >> disk;
    std::vector<Shard> shards(n);
    for (auto& shard : shards) {
        std::cin >> shard.size >> shard.load;
    }
    std::vector<int> order(n);
    std::iota(order.begin(), order.end(), 0);
    std::stable_sort(order.begin(), order.end(),
                     [&](int a, int b) { return shards[a].load > shards[b].load; });
    auto state = place(shards, m, disk, order, [](const State& s, int k) { return s.load[k]; });
    if (!state) {
        std::stable_sort(order.begin(), order.end(),
                         [&](int a, int b) { return shards[a].size > shards[b].size; });
        state = place(shards, m, disk, order, [](const State& s, int k) { return -s.free[k]; });
    }
    for (int i = 0; i < 3000 && step(shards, *state); i++) {
    }
    for (const auto& pair : state->placed) {
        std::cout << pair[0] + 1 << ' ' << pair[1] + 1 << '\n';
    }
}
