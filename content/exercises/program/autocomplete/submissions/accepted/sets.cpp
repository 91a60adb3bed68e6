// An ordered set of all completions for every prefix; works for falling weights, too.
#include <iostream>
#include <set>
#include <string>
#include <unordered_map>
#include <utility>

int main() {
    std::ios::sync_with_stdio(false);
    std::cin.tie(nullptr);
    int q = 0;
    std::cin >> q;
    std::unordered_map<std::string, std::set<std::pair<int, std::string>>> completions;
    std::unordered_map<std::string, int> weights;
    for (; q > 0; q--) {
        std::string kind, text;
        int number = 0;
        std::cin >> kind >> text >> number;
        if (kind == "hit") {
            int& weight = weights[text];
            for (std::size_t end = 0; end <= text.size(); end++) {
                auto& row = completions[text.substr(0, end)];
                row.erase({-weight, text});
                row.insert({-weight - number, text});
            }
            weight += number;
            continue;
        }
        auto found = completions.find(text == "*" ? "" : text);
        if (found == completions.end()) {
            std::cout << "-\n";
            continue;
        }
        const char* separator = "";
        for (const auto& [weight, term] : found->second) {
            if (number-- == 0) {
                break;
            }
            std::cout << separator << term;
            separator = " ";
        }
        std::cout << '\n';
    }
}
