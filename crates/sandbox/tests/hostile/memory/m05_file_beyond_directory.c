/* what: a file beyond the size of the working directory
 * expect: AC
 * stdout: No space left on device */
#include "hostile.h"
int main(void) {
    int fd = open("big", O_CREAT | O_WRONLY, 0600);
    static char block[1 << 20];
    for (int i = 0; i < 120; i++) if (write(fd, block, sizeof block) < 0) { puts(strerror(errno)); return 0; }
    puts("WORKED");
    return 0;
}
