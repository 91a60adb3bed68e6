// Works on indices of the sorted names, so that comparing services is comparing integers.
#include <algorithm>
#include <functional>
#include <iostream>
#include <map>
#include <queue>
#include <string>
#include <vector>

int main() {
    std::ios::sync_with_stdio(false);
    std::cin.tie(nullptr);
    int n = 0;
    std::cin >> n;
    std::vector<std::pair<std::string, std::vector<std::string>>> rows(n);
    for (auto& [name, others] : rows) {
        int count = 0;
        std::cin >> name >> count;
        others.resize(count);
        for (auto& other : others) {
            std::cin >> other;
        }
    }
    std::sort(rows.begin(), rows.end());
    std::map<std::string, int> index;
    for (int i = 0; i < n; i++) {
        index[rows[i].first] = i;
    }
    std::vector<std::vector<int>> needs(n), waiting(n);
    std::vector<int> missing(n);
    std::priority_queue<int, std::vector<int>, std::greater<int>> ready;
    for (int i = 0; i < n; i++) {
        for (const auto& other : rows[i].second) {
            needs[i].push_back(index[other]);
            waiting[index[other]].push_back(i);
        }
        missing[i] = static_cast<int>(needs[i].size());
        if (missing[i] == 0) {
            ready.push(i);
        }
    }
    std::vector<int> order;
    while (!ready.empty()) {
        int at = ready.top();
        ready.pop();
        order.push_back(at);
        for (int other : waiting[at]) {
            if (--missing[other] == 0) {
                ready.push(other);
            }
        }
    }
    if (static_cast<int>(order.size()) == n) {
        std::cout << "ORDER\n";
        for (int i : order) {
            std::cout << rows[i].first << '\n';
        }
        return 0;
    }
    int at = 0;
    while (missing[at] == 0) {
        at++;
    }
    std::vector<int> path, position(n, -1);
    while (position[at] < 0) {
        position[at] = static_cast<int>(path.size());
        path.push_back(at);
        at = *std::find_if(needs[at].begin(), needs[at].end(),
                           [&](int need) { return missing[need] > 0; });
    }
    std::cout << "CYCLE " << path.size() - position[at] << '\n';
    for (std::size_t i = position[at]; i < path.size(); i++) {
        std::cout << rows[path[i]].first << '\n';
    }
}
