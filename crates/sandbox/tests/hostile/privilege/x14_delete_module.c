/* what: a call that no honest program makes: delete_module
 * expect: rejected */
#include "hostile.h"
int main(void) { syscall(SYS_delete_module, "x", 0); puts("WORKED"); return 0; }
