/* what: looks at every descriptor number up to 65,536
 * expect: AC
 * stdout: 0 1 2 */
#include "hostile.h"
int main(void) {
    for (int fd = 0; fd < 65536; fd++) if (fcntl(fd, F_GETFD) >= 0) printf("%s%d", fd ? " " : "", fd);
    putchar('\n');
    return 0;
}
