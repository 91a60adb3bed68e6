/* One program, many ends: the first argument says which. */
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>
static void use(long milliseconds) {
    struct timespec now;
    do clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    while (now.tv_sec * 1000 + now.tv_nsec / 1000000 < milliseconds);
}
int main(int count, char **arguments) {
    const char *end = count > 1 ? arguments[1] : "";
    if (!strcmp(end, "ok")) puts("right");
    else if (!strcmp(end, "nearly-late")) use(40);
    else if (!strcmp(end, "late")) use(1000);
    else if (!strcmp(end, "asleep")) sleep(100);
    else if (!strcmp(end, "status")) return 3;
    else if (!strcmp(end, "crash")) raise(SIGSEGV);
    else if (!strcmp(end, "memory")) { for (;;) memset(malloc(1 << 20), 1, 1 << 20); }
    else if (!strcmp(end, "nearly-memory")) { volatile char *m = malloc(24 << 20); for (int i = 0; i < 24 << 20; i += 4096) m[i] = 1; }
    else if (!strcmp(end, "output")) for (;;) puts("more");
    else return 9;
    return 0;
}
