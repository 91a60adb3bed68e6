/* what: a call that no honest program makes: swapoff
 * expect: rejected */
#include "hostile.h"
int main(void) { syscall(SYS_swapoff, "/tmp"); puts("WORKED"); return 0; }
