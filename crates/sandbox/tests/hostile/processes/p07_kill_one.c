/* what: sends every signal to its parent, to pid 1 and to every pid it can name
 * expect: AC
 * stdout: alive */
#include "hostile.h"
int main(void) {
    for (int s = 1; s <= 64; s++) signal(s, SIG_IGN);
    for (int pid = 1; pid < 64; pid++)
        for (int s = 1; s <= 64; s++)
            if (pid != getpid()) kill(pid, s);
    puts("alive");
    return 0;
}
