/* what: a shared anonymous mapping, touched by parent and child
 * expect: MLE */
#include "hostile.h"
int main(void) {
    char *m = mmap(NULL, 128 * MIB, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (fork() == 0) { touch(m, 64 * MIB); _exit(0); }
    touch(m + 64 * MIB, 64 * MIB);
    wait(NULL);
    return 0;
}
