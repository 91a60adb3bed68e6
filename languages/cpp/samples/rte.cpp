#include <vector>

int main() {
    std::vector<int> three(3);
    return three.at(7);
}
