/* what: a static array beyond the limit, never touched: it costs nothing
 * expect: AC
 * stdout: fine */
#include "hostile.h"
static volatile char huge[200UL << 20];
int main(void) { puts(huge[5] == 0 ? "fine" : "odd"); return 0; }
