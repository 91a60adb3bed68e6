/* what: traces its parent, pid 1 and itself
 * expect: AC
 * stdout: parent: denied
 * stdout: pid 1: denied
 * stdout: seize: denied
 * stdout: traceme: denied */
#include "hostile.h"
int main(void) {
    attempt("parent", ptrace(PTRACE_ATTACH, getppid(), 0, 0));
    attempt("pid 1", ptrace(PTRACE_ATTACH, 1, 0, 0));
    attempt("seize", ptrace(PTRACE_SEIZE, getppid(), 0, 0));
    attempt("traceme", ptrace(PTRACE_TRACEME, 0, 0, 0));
    return 0;
}
