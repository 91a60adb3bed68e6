/* what: a child stops all siblings and itself; main waits
 * expect: TLE-w */
#include "hostile.h"
int main(void) {
    pid_t siblings[4];
    for (int i = 0; i < 4; i++) if ((siblings[i] = fork()) == 0) for (;;) pause();
    pid_t last = fork();
    if (last == 0) {
        for (int i = 0; i < 4; i++) kill(siblings[i], SIGSTOP);
        raise(SIGSTOP);
    }
    waitpid(last, NULL, 0);
    return 0;
}
