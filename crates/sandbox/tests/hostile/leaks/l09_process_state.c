/* what: umask, nice value, limits, signal mask and dispositions
 * pair: yes */
#include "hostile.h"
int main(int n, char **a) {
    if (!strcmp(a[1], "write")) {
        umask(0777); nice(7); signal(SIGPIPE, SIG_IGN);
        struct rlimit r = {3, 3}; setrlimit(RLIMIT_NOFILE, &r);
        sigset_t all; sigfillset(&all); sigprocmask(SIG_BLOCK, &all, NULL);
        puts("nothing");
        return 0;
    }
    sigset_t mask; sigprocmask(SIG_BLOCK, NULL, &mask);
    struct rlimit r; getrlimit(RLIMIT_NOFILE, &r);
    int found = umask(0) != 022 || getpriority(PRIO_PROCESS, 0) != 0 || signal(SIGPIPE, SIG_DFL) != SIG_DFL || r.rlim_cur != 64;
    for (int s = 1; s < 32; s++) found |= sigismember(&mask, s) == 1;
    puts(found ? "FOUND" : "nothing");
    return 0;
}
