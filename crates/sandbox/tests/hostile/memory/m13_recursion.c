/* what: unbounded recursion on a stack of 8 MiB
 * expect: RTE 11 */
#include "hostile.h"
static int down(volatile int n) { volatile char frame[1024]; frame[0] = n; return down(n + 1) + frame[0]; }
int main(void) { return down(0); }
