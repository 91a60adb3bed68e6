/* what: reads what /proc tells of pid 1, its parent and every other process
 * expect: AC
 * stdout: foreign entries: 0 */
#include "hostile.h"
int main(void) {
    const char *names[] = {"cmdline", "maps", "root", "cwd", "exe", "mem", "environ", "fd"};
    int readable = 0;
    for (int pid = 1; pid < 200; pid++) {
        if (pid == getpid()) continue;
        for (int n = 0; n < 8; n++) {
            char path[64]; snprintf(path, sizeof path, "/proc/%d/%s", pid, names[n]);
            if (open(path, O_RDONLY) >= 0) readable++;
        }
    }
    printf("foreign entries: %d\n", readable);
    return 0;
}
