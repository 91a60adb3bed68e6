// Mistake: adds the ends of the range in 32 bits; the sum wraps around for large n.
#include <cstdint>
#include <iostream>
#include <string>

int main() {
    std::int32_t n = 0, budget = 0;
    std::cin >> n >> budget;
    std::int32_t low = 1, high = n + 1;
    while (low < high) {
        std::int32_t sum = static_cast<std::int32_t>(static_cast<std::uint32_t>(low) + high);
        std::int32_t middle = sum / 2;
        std::cout << "? " << middle << std::endl;
        std::string result;
        if (!(std::cin >> result)) {
            return 0;
        }
        if (result == "bad") {
            high = middle;
        } else if (result == "good") {
            low = middle + 1;
        }
    }
    std::cout << "! " << (low <= n ? std::to_string(low) : "none") << std::endl;
}
