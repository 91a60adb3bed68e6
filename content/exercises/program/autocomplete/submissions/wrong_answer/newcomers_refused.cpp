// Mistake: offers a term to the lists only on its first hit; whoever fell out never comes back.
#include <algorithm>
#include <iostream>
#include <map>
#include <string>
#include <unordered_map>
#include <vector>

int main() {
    int q = 0;
    std::cin >> q;
    std::unordered_map<std::string, int> weights;
    std::unordered_map<std::string, std::vector<std::string>> best;
    for (; q > 0; q--) {
        std::string kind, text;
        int number = 0;
        std::cin >> kind >> text >> number;
        if (kind == "hit") {
            bool first = weights.find(text) == weights.end();
            weights[text] += number;
            for (std::size_t end = 0; end <= text.size(); end++) {
                auto& row = best[text.substr(0, end)];
                if (first) {
                    row.push_back(text);
                }
                std::sort(row.begin(), row.end(), [&](const auto& a, const auto& b) {
                    return weights[a] != weights[b] ? weights[a] > weights[b] : a < b;
                });
                if (row.size() > 5) {
                    row.pop_back();
                }
            }
            continue;
        }
        const auto& row = best[text == "*" ? "" : text];
        if (row.empty()) {
            std::cout << '-';
        }
        for (int i = 0; i < number && i < static_cast<int>(row.size()); i++) {
            std::cout << (i > 0 ? " " : "") << row[i];
        }
        std::cout << '\n';
    }
}
