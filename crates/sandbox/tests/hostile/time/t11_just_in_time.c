/* what: uses 0.9 of its CPU limit and ends
 * expect: AC
 * stdout: in time */
#include "hostile.h"
int main(void) {
    struct timespec now;
    do { clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now); } while (now.tv_sec * 1000 + now.tv_nsec / 1000000 < 900);
    puts("in time");
    return 0;
}
