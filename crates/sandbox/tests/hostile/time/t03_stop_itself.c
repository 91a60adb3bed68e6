/* what: stops itself
 * expect: TLE-w */
#include "hostile.h"
int main(void) { raise(SIGSTOP); return 0; }
