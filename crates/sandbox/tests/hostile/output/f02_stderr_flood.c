/* what: a right answer and a flood of standard error
 * expect: OLE */
#include "hostile.h"
int main(void) { puts("right"); fflush(stdout); static char b[65536]; for (;;) if (write(2, b, sizeof b) < 0) return 1; }
