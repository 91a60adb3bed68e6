/* what: a bit by each lock on a shared read-only file
 * expect: AC
 * stdout: flock: denied
 * stdout: read lock: denied
 * stdout: open file lock: denied
 * stdout: lease: denied */
#include "hostile.h"
int main(void) {
    int fd = open("/etc/passwd", O_RDONLY);
    struct flock l = {.l_type = F_RDLCK};
    attempt("flock", flock(fd, LOCK_SH | LOCK_NB));
    attempt("read lock", fcntl(fd, F_SETLK, &l));
    attempt("open file lock", fcntl(fd, 37, &l));
    attempt("lease", fcntl(fd, F_SETLEASE, F_RDLCK));
    return 0;
}
