/* what: short-lived children one after the other; the parent uses next to nothing
 * expect: TLE-c */
#include "hostile.h"
int main(void) {
    for (;;) {
        if (fork() == 0) { for (volatile int i = 0; i < 1000000; i++) {} _exit(0); }
        wait(NULL);
    }
}
