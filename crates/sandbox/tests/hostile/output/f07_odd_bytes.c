/* what: NUL bytes, terminal escapes and bytes that are no UTF-8
 * expect: AC */
#include "hostile.h"
int main(void) { return write(1, "a\0b\033[2J\xff\xfe\xc3\xed\xa0\x80\n", 14) > 0 ? 0 : 1; }
