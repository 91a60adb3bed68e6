/* what: writes to its own standard input, directly and through /proc
 * expect: AC
 * stdin: data
 * stdout: write: denied
 * stdout: reopen: denied
 * stdout: truncate: denied
 * stdout: read data */
#include "hostile.h"
int main(void) {
    attempt("write", write(0, "x", 1));
    int fd = open("/proc/self/fd/0", O_RDWR);
    attempt("reopen", fd < 0 ? fd : write(fd, "x", 1));
    attempt("truncate", ftruncate(0, 0));
    char line[16] = {0};
    if (read(0, line, sizeof line - 1) < 0) return 1;
    printf("read %s\n", strtok(line, "\n"));
    return 0;
}
