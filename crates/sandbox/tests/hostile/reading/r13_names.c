/* what: host name, ids, machine id, kernel command line
 * expect: AC
 * stdout: greenroom 1000 1000 0
 * stdout: machine id: denied
 * stdout: command line: denied */
#include "hostile.h"
int main(void) {
    char name[64]; gethostname(name, sizeof name);
    gid_t groups[64];
    printf("%s %d %d %d\n", name, getuid(), getgid(), getgroups(64, groups)); fflush(stdout);
    attempt("machine id", open("/etc/machine-id", O_RDONLY));
    attempt("command line", open("/proc/cmdline", O_RDONLY));
    return 0;
}
