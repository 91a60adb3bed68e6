// Halves the range of possible answers; n + 1 stands for "none".
#include <cstdint>
#include <iostream>
#include <string>

int main() {
    std::int64_t n = 0, budget = 0;
    std::cin >> n >> budget;
    std::int64_t low = 1, high = n + 1;
    while (low < high) {
        std::int64_t middle = low + (high - low) / 2;
        std::cout << "? " << middle << std::endl;
        std::string result;
        std::cin >> result;
        if (result == "bad") {
            high = middle;
        } else if (result == "good") {
            low = middle + 1;
        }
    }
    std::cout << "! " << (low <= n ? std::to_string(low) : "none") << std::endl;
}
