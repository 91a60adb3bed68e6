/* what: reserves more room than there is
 * expect: AC
 * stdout: fallocate: denied */
#include "hostile.h"
int main(void) {
    int fd = open("big", O_CREAT | O_RDWR, 0600);
    attempt("fallocate", fallocate(fd, 0, 0, 60 * MIB));
    return 0;
}
