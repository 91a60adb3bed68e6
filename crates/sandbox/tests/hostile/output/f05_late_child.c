/* what: a child writes after main has ended with the right answer
 * expect: AC
 * stdout: answer */
#include "hostile.h"
int main(void) {
    if (fork() == 0) { usleep(100000); puts("late"); fflush(stdout); _exit(0); }
    puts("answer");
    return 0;
}
