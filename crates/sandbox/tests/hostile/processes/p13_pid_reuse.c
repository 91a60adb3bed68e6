/* what: forks and ends through as many pids as it can while it is being killed
 * expect: TLE-c */
#include "hostile.h"
int main(void) {
    signal(SIGCHLD, SIG_IGN);
    for (;;) if (fork() == 0) _exit(0);
}
