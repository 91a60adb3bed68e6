/* what: looks for devices beyond the harmless ones, and makes some
 * expect: AC
 * stdout: odd devices: 0
 * stdout: disk: denied
 * stdout: memory: denied */
#include "hostile.h"
#include <dirent.h>
int main(void) {
    const char *fine[] = {".", "..", "null", "zero", "full", "random", "urandom", "fd", "stdin", "stdout", "stderr", "shm"};
    int odd = 0;
    DIR *d = opendir("/dev");
    for (struct dirent *e; d && (e = readdir(d));) {
        int known = 0;
        for (int i = 0; i < 12; i++) known |= !strcmp(e->d_name, fine[i]);
        if (!known) { printf("%s\n", e->d_name); odd++; }
    }
    printf("odd devices: %d\n", odd); fflush(stdout);
    attempt("disk", mknod("/tmp/disk", S_IFBLK | 0600, (8 << 8)));
    attempt("memory", mknod("/tmp/mem", S_IFCHR | 0600, (1 << 8) | 1));
    return 0;
}
