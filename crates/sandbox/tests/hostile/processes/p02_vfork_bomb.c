/* what: every child vforks again; the last one that can spins while all others wait unkillably
 * expect: TLE-c */
#include "hostile.h"
static void deeper(int level) {
    if (level > 200) spin();
    pid_t pid = vfork();
    if (pid == 0) { deeper(level + 1); _exit(0); }
    if (pid < 0) spin();
}
int main(void) { deeper(0); spin(); }
