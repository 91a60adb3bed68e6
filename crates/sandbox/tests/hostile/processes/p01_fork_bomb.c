/* what: forks for ever, ignoring errors
 * expect: TLE-c */
#include "hostile.h"
int main(void) { for (;;) fork(); }
