#include <iostream>

int main() {
    for (;;) std::cout << "more and more output\n";
}
