/* what: overwrites and unlinks its own program; executes a memory file
 * expect: AC
 * stdout: write: denied
 * stdout: unlink: denied
 * stdout: truncate: denied
 * stdout: from memory */
#include "hostile.h"
int main(int count, char **arguments) {
    if (count > 1) { puts("from memory"); return 0; }
    attempt("write", open("/proc/self/exe", O_WRONLY));
    attempt("unlink", unlink("/box/program"));
    attempt("truncate", truncate("/box/program", 0));
    int in = open("/proc/self/exe", O_RDONLY), out = memfd_create("copy", 0);
    char buffer[65536];
    for (ssize_t n; (n = read(in, buffer, sizeof buffer)) > 0;) if (write(out, buffer, n) != n) return 9;
    char *again[] = {arguments[0], "again", NULL};
    fexecve(out, again, (char *[]){NULL});
    perror("fexecve");
    return 1;
}
