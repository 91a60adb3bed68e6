/* what: turns address randomisation off
 * expect: AC
 * stdout: personality: denied */
#include "hostile.h"
#include <sys/personality.h>
int main(void) { attempt("personality", personality(ADDR_NO_RANDOMIZE)); return 0; }
