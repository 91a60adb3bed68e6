/* what: hidden names, extended attributes and times in the working directory
 * pair: yes */
#include "hostile.h"
int main(int n, char **a) {
    struct stat s;
    if (!strcmp(a[1], "write")) {
        close(open(".hidden", O_CREAT | O_WRONLY, 0600));
        setxattr(".", "user.secret", "1", 1, 0);
        chmod(".", 0711);
        struct timespec t[2] = {{12345, 0}, {12345, 0}};
        utimensat(AT_FDCWD, ".", t, 0);
        puts("nothing");
        return 0;
    }
    char v[8];
    stat(".", &s);
    int found = access(".hidden", F_OK) == 0 || getxattr(".", "user.secret", v, 8) > 0 || s.st_mtime == 12345 || (s.st_mode & 07777) != 01777;
    puts(found ? "FOUND" : "nothing");
    return 0;
}
