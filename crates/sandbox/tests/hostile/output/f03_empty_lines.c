/* what: endless empty lines
 * expect: OLE */
#include "hostile.h"
int main(void) { for (;;) putchar('\n'); }
