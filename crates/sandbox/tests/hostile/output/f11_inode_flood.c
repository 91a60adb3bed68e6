/* what: empty files until it fails
 * expect: AC
 * stdout: No space left on device */
#include "hostile.h"
int main(void) {
    for (int i = 0; i < 100000; i++) {
        char name[32]; snprintf(name, sizeof name, "f%d", i);
        int fd = open(name, O_CREAT | O_WRONLY, 0600);
        if (fd < 0) { puts(strerror(errno)); return 0; }
        close(fd);
    }
    puts("WORKED");
    return 0;
}
