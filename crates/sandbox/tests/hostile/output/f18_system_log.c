/* what: writes to the system's log
 * expect: AC
 * stdout: /dev/log: denied
 * stdout: /dev/kmsg: denied
 * stdout: syslog: denied */
#include "hostile.h"
int main(void) {
    int s = socket(AF_UNIX, SOCK_DGRAM, 0);
    struct sockaddr_un a = {.sun_family = AF_UNIX, .sun_path = "/dev/log"};
    attempt("/dev/log", connect(s, (void *)&a, sizeof a));
    attempt("/dev/kmsg", open("/dev/kmsg", O_WRONLY));
    attempt("syslog", syscall(SYS_syslog, 3, NULL, 0));
    return 0;
}
