/* what: calls by their x32 numbers
 * expect: rejected
 * arch: x86_64 */
#include "hostile.h"
int main(void) { syscall(0x40000000 + 39); puts("WORKED"); return 0; }
