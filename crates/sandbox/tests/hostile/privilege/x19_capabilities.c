/* what: asks for capabilities in every way
 * expect: AC
 * stdout: capset: denied
 * stdout: ambient: denied
 * stdout: keepcaps bits: denied */
#include "hostile.h"
int main(void) {
    struct { uint32_t version; int pid; } h = {0x20080522, 0}; uint32_t d[6] = {~0u, ~0u, ~0u, ~0u, ~0u, ~0u};
    attempt("capset", syscall(SYS_capset, &h, d));
    attempt("ambient", prctl(47, 2, 21, 0, 0));
    attempt("keepcaps bits", prctl(PR_SET_SECUREBITS, 1));
    return 0;
}
