/* what: kill(-1, SIGKILL), then prints the answer
 * expect: AC
 * stdout: alive */
#include "hostile.h"
int main(void) { kill(-1, SIGKILL); puts("alive"); return 0; }
