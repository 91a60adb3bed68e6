// Mistake: the table ends at the last code the author has seen, and larger codes are out of range.
#include <iostream>
#include <string>
#include <vector>

int main() {
    int requests = 0;
    std::cin >> requests;
    std::vector<int> counts(512);
    std::string method, path, status, bytes, millis;
    int errors = 0;
    for (int i = 0; i < requests; i++) {
        std::cin >> method >> path >> status >> bytes >> millis;
        if (status == "-") {
            continue;
        }
        int code = std::stoi(status);
        counts.at(code)++;
        errors += code >= 500;
    }
    for (std::size_t code = 0; code < counts.size(); code++) {
        if (counts[code] > 0) {
            std::cout << code << ' ' << counts[code] << '\n';
        }
    }
    std::cout << "errors " << errors << '\n';
}
