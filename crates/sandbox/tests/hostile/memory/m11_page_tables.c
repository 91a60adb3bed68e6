/* what: touches one page every 2 MiB over hundreds of GiB: page tables, not pages, fill memory
 * expect: MLE */
#include "hostile.h"
int main(void) {
    size_t length = 400UL << 30;
    char *m = mmap(NULL, length, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    if (m == MAP_FAILED) return 1;
    madvise(m, length, MADV_NOHUGEPAGE);
    for (size_t i = 0; i < length; i += 2 * MIB) m[i] = 1;
    return 0;
}
