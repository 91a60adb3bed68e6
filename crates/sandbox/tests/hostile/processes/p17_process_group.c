/* what: signals its whole process group and session, then the group of its parent
 * expect: AC
 * stdout: alive */
#include "hostile.h"
int main(void) {
    signal(SIGTERM, SIG_IGN);
    kill(0, SIGTERM);
    kill(-getpgid(getppid()), SIGTERM);
    killpg(getsid(0), SIGTERM);
    puts("alive");
    return 0;
}
