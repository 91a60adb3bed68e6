/* what: a call that no honest program makes: kexec
 * expect: rejected */
#include "hostile.h"
int main(void) { syscall(SYS_kexec_load, 0, 0, NULL, 0); puts("WORKED"); return 0; }
