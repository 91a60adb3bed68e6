/* what: takes and touches twice the limit
 * expect: MLE */
#include "hostile.h"
int main(void) { char *m = malloc(128 * MIB); touch(m, 128 * MIB); return 0; }
