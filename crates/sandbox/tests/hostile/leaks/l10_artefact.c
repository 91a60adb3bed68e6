/* what: marks on the program itself: times and attributes
 * pair: yes */
#include "hostile.h"
int main(int n, char **a) {
    struct stat s;
    if (!strcmp(a[1], "write")) {
        struct timespec t[2] = {{12345, 0}, {12345, 0}};
        utimensat(AT_FDCWD, "/box/program", t, 0);
        setxattr("/box/program", "user.left", "1", 1, 0);
    }
    char v[8];
    stat("/box/program", &s);
    puts(s.st_mtime == 12345 || getxattr("/box/program", "user.left", v, 8) > 0 ? "FOUND" : "nothing");
    return 0;
}
