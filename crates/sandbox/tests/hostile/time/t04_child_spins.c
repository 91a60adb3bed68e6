/* what: spins in a child while the parent waits
 * expect: TLE-c */
#include "hostile.h"
int main(void) { if (fork() == 0) spin(); wait(NULL); return 0; }
