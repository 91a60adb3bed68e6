/* what: grows one mapping step by step until it moves no more
 * expect: MLE */
#include "hostile.h"
int main(void) {
    size_t size = MIB;
    char *m = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    for (;;) {
        touch(m, size);
        m = mremap(m, size, size * 2, MREMAP_MAYMOVE);
        if (m == MAP_FAILED) return 1;
        size *= 2;
    }
}
