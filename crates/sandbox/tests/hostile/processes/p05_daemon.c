/* what: a double-forked daemon in its own session spins and writes files; main prints and ends
 * expect: AC
 * stdout: right answer */
#include "hostile.h"
int main(void) {
    if (fork() == 0) {
        setsid();
        if (fork() == 0) {
            for (int i = 0;; i++) {
                char name[64];
                snprintf(name, sizeof name, "/tmp/daemon%d", i % 100);
                int fd = open(name, O_CREAT | O_WRONLY, 0600);
                if (fd >= 0) close(fd);
            }
        }
        _exit(0);
    }
    puts("right answer");
    return 0;
}
