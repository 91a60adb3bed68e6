/* what: spins in user mode
 * expect: TLE-c
 * after: overshoot */
#include "hostile.h"
int main(void) { spin(); }
