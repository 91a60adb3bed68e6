/* what: opens descriptors until it fails, then starts children that inherit them
 * expect: AC
 * stdout: 64 */
#include "hostile.h"
int main(void) {
    int last = 0, fd;
    while ((fd = open("/dev/null", O_RDONLY)) >= 0) last = fd;
    for (int i = 0; i < 5; i++) if (fork() == 0) pause();
    printf("%d\n", last + 1);
    return 0;
}
