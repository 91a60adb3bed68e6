/* what: writes of one byte, for ever
 * expect: OLE | TLE-c */
#include "hostile.h"
int main(void) { for (;;) if (write(1, "x", 1) < 0) return 1; }
