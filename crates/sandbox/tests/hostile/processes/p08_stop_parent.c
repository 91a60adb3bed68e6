/* what: stops its parent again and again, then spins
 * expect: TLE-c
 * after: overshoot */
#include "hostile.h"
int main(void) {
    pid_t parent = getppid();
    for (;;) kill(parent, SIGSTOP);
}
