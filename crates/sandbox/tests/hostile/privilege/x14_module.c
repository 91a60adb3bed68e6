/* what: a call that no honest program makes: module
 * expect: rejected */
#include "hostile.h"
int main(void) { syscall(SYS_init_module, NULL, 0, ""); puts("WORKED"); return 0; }
