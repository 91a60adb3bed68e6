/* what: a call that no honest program makes: reboot
 * expect: rejected */
#include "hostile.h"
int main(void) { syscall(SYS_reboot, 0xfee1dead, 672274793, 0, NULL); puts("WORKED"); return 0; }
