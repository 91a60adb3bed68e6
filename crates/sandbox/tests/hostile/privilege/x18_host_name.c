/* what: renames the host
 * expect: AC
 * stdout: hostname: denied
 * stdout: domainname: denied */
#include "hostile.h"
int main(void) { attempt("hostname", sethostname("x", 1)); attempt("domainname", setdomainname("x", 1)); return 0; }
