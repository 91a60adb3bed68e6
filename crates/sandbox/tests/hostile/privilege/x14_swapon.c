/* what: a call that no honest program makes: swapon
 * expect: rejected */
#include "hostile.h"
int main(void) { syscall(SYS_swapon, "/tmp", 0); puts("WORKED"); return 0; }
