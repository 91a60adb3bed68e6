/* what: children that each take nine tenths of the limit
 * expect: MLE */
#include "hostile.h"
int main(void) {
    for (int i = 0; i < 4; i++)
        if (fork() == 0) { char *m = malloc(56 * MIB); touch(m, 56 * MIB); sleep(1); _exit(0); }
    while (wait(NULL) > 0) {}
    return 0;
}
