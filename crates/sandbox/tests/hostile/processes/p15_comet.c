/* what: forks and lets the parent exit, for ever, so that no pid lives long
 * expect: AC
 * stdout: */
#include "hostile.h"
int main(void) { for (;;) if (fork() != 0) _exit(0); }
