/* what: a file in the working directory, which is larger than the memory limit here
 * expect: MLE
 * scratch: 128 */
#include "hostile.h"
int main(void) {
    int fd = open("big", O_CREAT | O_WRONLY, 0600);
    static char block[1 << 20];
    memset(block, 1, sizeof block);
    for (int i = 0; i < 120; i++) if (write(fd, block, sizeof block) < 0) return 1;
    return 0;
}
