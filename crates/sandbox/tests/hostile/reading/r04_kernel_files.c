/* what: reads and writes what /proc tells of the kernel
 * expect: AC
 * stdout: nothing */
#include "hostile.h"
int main(void) {
    const char *names[] = {"/proc/kcore", "/proc/kallsyms", "/proc/keys", "/proc/kmsg", "/proc/timer_list",
        "/proc/sys/kernel/core_pattern", "/proc/sched_debug", "/proc/slabinfo", "/proc/kpagecount"};
    int found = 0; char byte;
    for (int n = 0; n < 9; n++) {
        int fd = open(names[n], O_RDONLY);
        if (fd >= 0 && read(fd, &byte, 1) > 0) { printf("read %s\n", names[n]); found++; }
        if (open(names[n], O_WRONLY) >= 0) { printf("open %s\n", names[n]); found++; }
    }
    if (open("/proc/sysrq-trigger", O_WRONLY) >= 0) { puts("sysrq"); found++; }
    if (!found) puts("nothing");
    return 0;
}
