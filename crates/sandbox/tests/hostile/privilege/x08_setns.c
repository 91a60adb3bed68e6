/* what: joins every namespace it can open
 * expect: AC
 * stdout: joined 0 */
#include "hostile.h"
int main(void) {
    const char *kinds[] = {"mnt", "cgroup", "uts", "ipc", "user", "pid", "net"};
    int joined = 0;
    for (int pid = 1; pid < 20; pid++)
        for (int k = 0; k < 7; k++) {
            char path[64]; snprintf(path, sizeof path, "/proc/%d/ns/%s", pid, kinds[k]);
            int fd = open(path, O_RDONLY);
            if (fd >= 0) { joined += setns(fd, 0) == 0; close(fd); }
        }
    printf("joined %d\n", joined);
    return 0;
}
