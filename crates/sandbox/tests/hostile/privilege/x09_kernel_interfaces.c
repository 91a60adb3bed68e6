/* what: BPF, performance events, userfaultfd, io_uring, keyrings, memfd_secret
 * expect: AC
 * stdout: bpf: denied
 * stdout: perf: denied
 * stdout: userfaultfd: denied
 * stdout: io_uring: denied
 * stdout: add_key: denied
 * stdout: request_key: denied
 * stdout: keyctl: denied
 * stdout: memfd_secret: denied
 * stdout: kcmp: denied */
#include "hostile.h"
int main(void) {
    char zero[128] = {0};
    attempt("bpf", syscall(SYS_bpf, 0, zero, sizeof zero));
    attempt("perf", syscall(SYS_perf_event_open, zero, 0, -1, -1, 0));
    attempt("userfaultfd", syscall(SYS_userfaultfd, 1));
    attempt("io_uring", syscall(425, 8, zero));
    attempt("add_key", syscall(SYS_add_key, "user", "k", "v", 1, -3));
    attempt("request_key", syscall(SYS_request_key, "user", "k", NULL, -3));
    attempt("keyctl", syscall(SYS_keyctl, 0, -3, 1));
    attempt("memfd_secret", syscall(447, 0));
    attempt("kcmp", syscall(SYS_kcmp, getpid(), 1, 0, 0, 0));
    return 0;
}
