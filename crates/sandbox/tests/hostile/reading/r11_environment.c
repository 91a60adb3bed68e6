/* what: prints every variable it got
 * expect: AC
 * stdout: PATH=/usr/local/bin:/usr/bin:/bin
 * stdout: HOME=/tmp
 * stdout: TMPDIR=/tmp
 * stdout: LANG=C.UTF-8 */
#include "hostile.h"
extern char **environ;
int main(void) { for (char **e = environ; *e; e++) puts(*e); return 0; }
