/* what: a user namespace of its own, by every call that makes one
 * expect: AC
 * stdout: unshare: denied
 * stdout: clone: denied
 * stdout: clone3: denied */
#include "hostile.h"
int main(void) {
    attempt("unshare", unshare(CLONE_NEWUSER));
    attempt("clone", syscall(SYS_clone, CLONE_NEWUSER | SIGCHLD, 0, 0, 0, 0));
    uint64_t arguments[11] = {CLONE_NEWUSER, 0, 0, 0, SIGCHLD};
    attempt("clone3", syscall(SYS_clone3, arguments, sizeof arguments));
    return 0;
}
