/* what: set-uid programs of the system and one of its own; becoming root directly
 * expect: AC
 * stdout: setuid: denied
 * stdout: setgid: denied
 * stdout: setgroups: denied
 * stdout: still 1000 */
#include "hostile.h"
int main(int count, char **arguments) {
    if (count > 1) { printf("still %d\n", geteuid()); return 0; }
    attempt("setuid", setuid(0));
    attempt("setgid", setgid(0));
    attempt("setgroups", syscall(SYS_setgroups, 0, NULL));
    int in = open("/proc/self/exe", O_RDONLY), out = open("/tmp/su", O_CREAT | O_WRONLY, 0755);
    char b[65536];
    for (ssize_t n; (n = read(in, b, sizeof b)) > 0;) if (write(out, b, n) != n) return 9;
    fchmod(out, 06755); close(out);
    execl("/tmp/su", arguments[0], "again", NULL);
    return 1;
}
