/* what: ignores and blocks every signal that can be, then spins
 * expect: TLE-c
 * after: overshoot */
#include "hostile.h"
int main(void) {
    sigset_t all;
    sigfillset(&all);
    sigprocmask(SIG_BLOCK, &all, NULL);
    for (int s = 1; s <= 64; s++) signal(s, SIG_IGN);
    spin();
}
