/* what: one line as long as the limit allows
 * expect: AC */
#include "hostile.h"
int main(void) { static char b[1 << 20]; memset(b, 'x', sizeof b); return write(1, b, sizeof b) == sizeof b ? 0 : 1; }
