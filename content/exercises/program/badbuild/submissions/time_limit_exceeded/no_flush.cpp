// Mistake: never flushes, so the first probe stays in the buffer and both sides wait.
#include <cstdint>
#include <iostream>
#include <string>

int main() {
    std::ios::sync_with_stdio(false);
    std::cin.tie(nullptr);
    std::int64_t n = 0, budget = 0;
    std::cin >> n >> budget;
    std::int64_t low = 1, high = n + 1;
    while (low < high) {
        std::int64_t middle = low + (high - low) / 2;
        std::cout << "? " << middle << '\n';
        std::string result;
        std::cin >> result;
        if (result == "bad") {
            high = middle;
        } else if (result == "good") {
            low = middle + 1;
        }
    }
    std::cout << "! " << (low <= n ? std::to_string(low) : "none") << '\n';
}
