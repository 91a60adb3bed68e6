/* what: grows a memory file and writes to it
 * expect: MLE */
#include "hostile.h"
int main(void) {
    int fd = memfd_create("m", 0);
    static char block[1 << 20];
    memset(block, 1, sizeof block);
    for (int i = 0; i < 128; i++) if (write(fd, block, sizeof block) < 0) return 1;
    return 0;
}
