/* what: keyrings of thread, process, user and session
 * pair: yes */
#include "hostile.h"
int main(int n, char **a) {
    int found = 0;
    for (int ring = -5; ring < 0; ring++) {
        if (!strcmp(a[1], "write")) syscall(SYS_add_key, "user", "left", "1", 1, ring);
        else found += syscall(SYS_keyctl, 10, ring, "user", "left", 0) >= 0;
    }
    puts(found ? "FOUND" : "nothing");
    return 0;
}
