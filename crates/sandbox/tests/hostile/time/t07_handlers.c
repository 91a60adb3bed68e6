/* what: handlers for every timing signal that return, timers of a microsecond, thousands of them
 * expect: TLE-c */
#include "hostile.h"
static void nothing(int s) { (void)s; }
int main(void) {
    signal(SIGALRM, nothing); signal(SIGXCPU, nothing); signal(SIGVTALRM, nothing); signal(SIGPROF, nothing);
    struct itimerval every = {{0, 1}, {0, 1}};
    setitimer(ITIMER_REAL, &every, NULL);
    setitimer(ITIMER_VIRTUAL, &every, NULL);
    for (int i = 0; i < 5000; i++) {
        timer_t id;
        struct sigevent e = {.sigev_notify = SIGEV_NONE};
        timer_create(CLOCK_MONOTONIC, &e, &id);
    }
    spin();
}
