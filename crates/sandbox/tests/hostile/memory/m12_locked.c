/* what: locks all memory, then grows
 * expect: MLE | RTE */
#include "hostile.h"
int main(void) {
    mlockall(MCL_CURRENT | MCL_FUTURE);
    char *m = mmap(NULL, 128 * MIB, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (m == MAP_FAILED) return 1;
    touch(m, 128 * MIB);
    return 0;
}
