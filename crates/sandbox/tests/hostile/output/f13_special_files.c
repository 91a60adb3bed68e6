/* what: leaves links, a FIFO, a socket and hard links where an output file is expected
 * expect: AC
 * after: take-nothing
 * stdout: mknod: denied */
#include "hostile.h"
int main(void) {
    if (symlink("/etc/shadow", "out1") | symlink("/proc/1/root", "out2") | mkfifo("out3", 0600)) return 1;
    attempt("mknod", mknod("out4", S_IFCHR | 0600, (1 << 8) | 3));
    int s = socket(AF_UNIX, SOCK_STREAM, 0);
    struct sockaddr_un a = {.sun_family = AF_UNIX, .sun_path = "out5"};
    if (bind(s, (void *)&a, sizeof a)) return 2;
    close(open("h", O_CREAT | O_WRONLY, 0600));
    if (link("h", "out6")) return 3;
    return 0;
}
