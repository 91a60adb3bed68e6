/* what: becomes a sub-reaper, clears its death signal, and spins in a chain of orphans
 * expect: TLE-c */
#include "hostile.h"
int main(void) {
    prctl(PR_SET_CHILD_SUBREAPER, 1);
    prctl(PR_SET_PDEATHSIG, 0);
    for (int i = 0; i < 8; i++) {
        if (fork() == 0) {
            setsid();
            if (fork() != 0) _exit(0);
            prctl(PR_SET_CHILD_SUBREAPER, 1);
            prctl(PR_SET_PDEATHSIG, 0);
            spin();
        }
    }
    spin();
}
