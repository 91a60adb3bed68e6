/* what: a static array beyond the limit, touched
 * expect: MLE */
#include "hostile.h"
static char huge[200UL << 20];
int main(void) { touch(huge, sizeof huge); return 0; }
