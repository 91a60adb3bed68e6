/* what: forks and ends through as many pids as it can while it is being killed
 *       (on a busy host the kernel gives the memory of ended processes back so late that the
 *       memory limit comes first)
 * expect: TLE-c | MLE */
#include "hostile.h"
int main(void) {
    signal(SIGCHLD, SIG_IGN);
    for (;;) if (fork() == 0) _exit(0);
}
