/* what: sets clocks and enters a time namespace
 * expect: AC
 * stdout: clock_settime: denied
 * stdout: settimeofday: denied
 * stdout: adjtimex: denied
 * stdout: time namespace: denied */
#include "hostile.h"
int main(void) {
    struct timespec t = {1, 0}; struct timeval v = {1, 0}; struct timex x = {.modes = ADJ_OFFSET};
    attempt("clock_settime", clock_settime(CLOCK_REALTIME, &t));
    attempt("settimeofday", settimeofday(&v, NULL));
    attempt("adjtimex", adjtimex(&x));
    attempt("time namespace", unshare(0x80));
    return 0;
}
