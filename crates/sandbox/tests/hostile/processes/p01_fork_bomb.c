/* what: forks for ever, ignoring errors
 * expect: TLE-c | MLE
 * Forks that fail still cost a kernel stack each, charged until the kernel gets round to freeing it;
 * on some hosts that fills the memory before the time is up. */
#include "hostile.h"
int main(void) { for (;;) fork(); }
