/* what: spins in system calls
 * expect: TLE-c
 * after: overshoot */
#include "hostile.h"
int main(void) { for (;;) syscall(SYS_getppid); }
