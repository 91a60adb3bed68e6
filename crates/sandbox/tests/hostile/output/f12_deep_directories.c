/* what: directories as deep as it can, names full of traps, impossible paths
 * expect: AC
 * stdout: done */
#include "hostile.h"
int main(void) {
    int made = 0;
    while (made < 100000 && mkdir("d", 0700) == 0 && chdir("d") == 0) made++;
    char name[256]; memset(name, 'n', 255); name[255] = 0;
    close(open(name, O_CREAT | O_WRONLY, 0600));
    close(open("-rf\n%s%n;$(x)", O_CREAT | O_WRONLY, 0600));
    static char longer[70000]; memset(longer, 'l', sizeof longer - 1);
    open(longer, O_RDONLY);
    open(NULL, O_RDONLY);
    puts("done");
    return 0;
}
