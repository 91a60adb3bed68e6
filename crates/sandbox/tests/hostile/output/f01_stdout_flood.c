/* what: floods standard output in large writes
 * expect: OLE */
#include "hostile.h"
int main(void) { static char b[65536]; memset(b, 'x', sizeof b); for (;;) if (write(1, b, sizeof b) < 0) return 1; }
