/* what: main prints the answer and ends while a child spins
 * expect: AC
 * stdout: answer */
#include "hostile.h"
int main(void) {
    if (fork() == 0) spin();
    puts("answer");
    return 0;
}
