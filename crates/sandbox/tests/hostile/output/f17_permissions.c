/* what: takes all permissions away from everything it can, and writes beside the program
 * expect: AC
 * stdout: box: denied
 * stdout: usr: denied
 * stdout: root: denied */
#include "hostile.h"
int main(void) {
    mkdir("closed", 0700); close(open("closed/f", O_CREAT | O_WRONLY, 0600));
    chmod("closed/f", 0); chmod("closed", 0); chmod("/work", 0); chmod("/tmp", 0); chmod(".", 0);
    attempt("box", open("/box/new", O_CREAT | O_WRONLY, 0600));
    attempt("usr", open("/usr/new", O_CREAT | O_WRONLY, 0600));
    attempt("root", mkdir("/new", 0700));
    return 0;
}
