/* what: asks for the machine's ports
 * expect: rejected
 * arch: x86_64 */
#include "hostile.h"
int main(void) { syscall(SYS_iopl, 3); puts("WORKED"); return 0; }
