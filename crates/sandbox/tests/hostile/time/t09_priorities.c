/* what: real-time class, negative nice, all cores, priority of its parent
 * expect: AC
 * stdout: real time: denied
 * stdout: nice: denied
 * stdout: cores: denied
 * stdout: of parent: denied
 * stdout: disk: denied */
#include "hostile.h"
int main(void) {
    struct sched_param p = {.sched_priority = 1};
    attempt("real time", sched_setscheduler(0, SCHED_FIFO, &p));
    attempt("nice", setpriority(PRIO_PROCESS, 0, -5));
    cpu_set_t all; memset(&all, 0xff, sizeof all);
    attempt("cores", sched_setaffinity(0, sizeof all, &all));
    attempt("of parent", setpriority(PRIO_PROCESS, getppid(), 19));
    attempt("disk", syscall(SYS_ioprio_set, 1, 0, 4 << 13));
    return 0;
}
