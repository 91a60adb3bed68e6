/* what: looks for sysfs, control groups and tracing
 * expect: AC
 * stdout: /sys: denied
 * stdout: /sys/fs/cgroup: denied
 * stdout: /sys/kernel/debug: denied
 * stdout: /sys/kernel/tracing: denied */
#include "hostile.h"
int main(void) {
    const char *names[] = {"/sys", "/sys/fs/cgroup", "/sys/kernel/debug", "/sys/kernel/tracing"};
    for (int n = 0; n < 4; n++) attempt(names[n], open(names[n], O_RDONLY | O_DIRECTORY));
    return 0;
}
