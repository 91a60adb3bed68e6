/* what: a new root, and the old escape through an open directory
 * expect: AC
 * stdout: chroot: denied
 * stdout: pivot_root: denied */
#include "hostile.h"
int main(void) {
    mkdir("/tmp/jail", 0700);
    attempt("chroot", chroot("/tmp/jail"));
    attempt("pivot_root", syscall(SYS_pivot_root, ".", "."));
    return 0;
}
