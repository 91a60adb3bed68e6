/* what: the same in /dev/shm, /tmp and the working directory together
 * expect: MLE | AC
 * scratch: 48 */
#include "hostile.h"
int main(void) {
    const char *names[] = {"/dev/shm/a", "/tmp/a", "a"};
    static char block[1 << 20];
    memset(block, 1, sizeof block);
    for (int n = 0; n < 3; n++) {
        int fd = open(names[n], O_CREAT | O_WRONLY, 0600);
        for (int i = 0; i < 60; i++) if (write(fd, block, sizeof block) < 0) break;
    }
    return 0;
}
