/* what: many pipes, each enlarged and filled
 * expect: AC | MLE | RTE */
#include "hostile.h"
int main(void) {
    static char block[1 << 20];
    for (int i = 0; i < 400; i++) {
        int p[2];
        if (pipe(p) < 0) break;
        fcntl(p[1], F_SETPIPE_SZ, 1 << 20);
        fcntl(p[1], F_SETFL, O_NONBLOCK);
        if (write(p[1], block, sizeof block) < 0) continue;
    }
    return 0;
}
