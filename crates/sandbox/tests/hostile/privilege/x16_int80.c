/* what: enters the kernel by the 32-bit door
 * expect: rejected | RTE 11
 * arch: x86_64 */
#include "hostile.h"
int main(void) { long r; __asm__ volatile("int $0x80" : "=a"(r) : "a"(20)); printf("WORKED %ld\n", r); return 0; }
