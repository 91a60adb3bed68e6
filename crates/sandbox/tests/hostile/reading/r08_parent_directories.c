/* what: climbs out of the working directory and looks for tests
 * expect: AC
 * stdout: at the top: 1
 * stdout: data: denied
 * stdout: secret: denied */
#include "hostile.h"
int main(void) {
    for (int i = 0; i < 100; i++) if (chdir("..")) return 1;
    struct stat here, top; stat(".", &here); stat("/", &top);
    printf("at the top: %d\n", here.st_ino == top.st_ino); fflush(stdout);
    attempt("data", open("/data", O_RDONLY));
    attempt("secret", open("../secret", O_RDONLY));
    return 0;
}
