/* what: reads and writes the memory of its parent, takes its descriptors
 * expect: AC
 * stdout: read: denied
 * stdout: write: denied
 * stdout: getfd: denied */
#include "hostile.h"
int main(void) {
    char b[16]; struct iovec here = {b, 16}, there = {(void *)main, 16};
    attempt("read", process_vm_readv(getppid(), &here, 1, &there, 1, 0));
    attempt("write", process_vm_writev(getppid(), &here, 1, &there, 1, 0));
    int pidfd = syscall(SYS_pidfd_open, getppid(), 0);
    attempt("getfd", syscall(SYS_pidfd_getfd, pidfd, 0, 0));
    return 0;
}
