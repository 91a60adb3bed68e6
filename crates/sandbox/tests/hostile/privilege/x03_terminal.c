/* what: pushes bytes into a terminal
 * expect: rejected */
#include "hostile.h"
int main(void) { char c = 'x'; ioctl(0, TIOCSTI, &c); puts("WORKED"); return 0; }
