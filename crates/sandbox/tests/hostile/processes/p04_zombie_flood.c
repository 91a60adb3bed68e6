/* what: children exit at once and are never waited for; at the first failure prints and ends
 * expect: AC
 * stdout: full */
#include "hostile.h"
int main(void) {
    for (int i = 0; i < 100000; i++) {
        pid_t pid = fork();
        if (pid == 0) _exit(0);
        if (pid < 0) break;
    }
    puts("full");
    return 0;
}
