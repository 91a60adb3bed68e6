/* what: unbounded recursion on a stack as large as the memory limit allows and larger
 * expect: MLE
 * stack: 1024 */
#include "hostile.h"
static int down(volatile int n) { volatile char frame[4096]; frame[0] = n; return down(n + 1) + frame[0]; }
int main(void) { return down(0); }
