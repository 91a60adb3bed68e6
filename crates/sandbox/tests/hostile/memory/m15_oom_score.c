/* what: asks never to be chosen when memory runs out, then takes all of it
 * expect: MLE */
#include "hostile.h"
int main(void) {
    const char *names[] = {"/proc/self/oom_score_adj", "/proc/self/oom_adj"};
    for (int i = 0; i < 2; i++) { int fd = open(names[i], O_WRONLY); if (fd >= 0 && write(fd, "-1000", 5) < 0) close(fd); }
    char *m = malloc(128 * MIB);
    touch(m, 128 * MIB);
    return 0;
}
