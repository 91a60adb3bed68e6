/* what: POSIX shared memory by name
 * pair: yes */
#include "hostile.h"
int main(int n, char **a) {
    int fd = shm_open("/left", !strcmp(a[1], "write") ? O_CREAT | O_RDWR : O_RDWR, 0666);
    puts(strcmp(a[1], "write") && fd >= 0 ? "FOUND" : "nothing");
    return 0;
}
