/* what: an orphan keeps standard output and error open for a minute; main ends
 * expect: AC
 * stdout: done
 * after: prompt */
#include "hostile.h"
int main(void) {
    if (fork() == 0) { setsid(); sleep(60); _exit(0); }
    puts("done");
    return 0;
}
