/* what: a sparse file of a tebibyte
 * expect: OLE | AC */
#include "hostile.h"
int main(void) {
    int fd = open("sparse", O_CREAT | O_RDWR, 0600);
    attempt("ftruncate", ftruncate(fd, 1L << 40));
    return 0;
}
