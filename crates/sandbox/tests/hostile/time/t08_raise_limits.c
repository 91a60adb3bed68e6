/* what: raises its own limits and those of its parent
 * expect: AC
 * stdout: cpu: denied
 * stdout: file size: denied
 * stdout: descriptors: denied
 * stdout: of parent: denied */
#include "hostile.h"
int main(void) {
    struct rlimit all = {RLIM_INFINITY, RLIM_INFINITY}, zero = {0, 0};
    attempt("cpu", setrlimit(RLIMIT_CPU, &all));
    attempt("file size", setrlimit(RLIMIT_FSIZE, &all));
    attempt("descriptors", setrlimit(RLIMIT_NOFILE, &(struct rlimit){1 << 20, 1 << 20}));
    attempt("of parent", prlimit(getppid(), RLIMIT_NOFILE, &zero, NULL));
    return 0;
}
