/* what: opens program and memory of its parent
 * expect: AC
 * stdout: exe: denied
 * stdout: mem: denied
 * stdout: maps: denied
 * stdout: write exe: denied */
#include "hostile.h"
static int try(const char *name, int flags) {
    char path[64]; snprintf(path, sizeof path, "/proc/%d/%s", getppid(), name);
    return open(path, flags);
}
int main(void) {
    attempt("exe", try("exe", O_RDONLY));
    attempt("mem", try("mem", O_RDWR));
    attempt("maps", try("maps", O_RDONLY));
    attempt("write exe", try("exe", O_WRONLY));
    return 0;
}
