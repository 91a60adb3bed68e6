/* what: seeks and locks its input, replaces its streams by other files
 * expect: AC
 * stdin: data
 * stdout: lock: denied */
#include "hostile.h"
int main(void) {
    lseek(0, 1L << 40, SEEK_SET);
    attempt("lock", flock(0, LOCK_EX | LOCK_NB));
    int fd = open("fake", O_CREAT | O_RDWR, 0600);
    dup2(fd, 0); dup2(fd, 1); dup2(fd, 2);
    puts("hidden");
    return 0;
}
