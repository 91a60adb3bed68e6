/* what: looks for names of the host in mounts and control groups
 * expect: AC
 * stdout: nothing */
#include "hostile.h"
int main(void) {
    const char *names[] = {"/proc/self/mountinfo", "/proc/self/mounts", "/proc/self/cgroup", "/proc/self/mountstats"};
    const char *traces[] = {"greenroom-", "/target", "/tmp/.", "process_api", "/home/"};
    int found = 0;
    for (int n = 0; n < 4; n++) {
        static char text[65536]; int fd = open(names[n], O_RDONLY);
        ssize_t length = fd < 0 ? 0 : read(fd, text, sizeof text - 1);
        if (length < 0) length = 0;
        text[length] = 0;
        for (int t = 0; t < 5; t++) if (strstr(text, traces[t])) { printf("%s in %s\n", traces[t], names[n]); found++; }
    }
    if (!found) puts("nothing");
    return 0;
}
