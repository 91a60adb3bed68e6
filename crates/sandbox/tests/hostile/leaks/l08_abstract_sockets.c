/* what: an abstract socket that a child keeps open
 * pair: yes */
#include "hostile.h"
int main(int n, char **a) {
    int s = socket(AF_UNIX, SOCK_STREAM, 0);
    struct sockaddr_un u = {.sun_family = AF_UNIX, .sun_path = "\0left"};
    if (!strcmp(a[1], "write")) {
        if (bind(s, (void *)&u, 7) || listen(s, 5)) return 1;
        if (fork() == 0) for (;;) pause();
        puts("nothing");
        return 0;
    }
    puts(connect(s, (void *)&u, 7) == 0 ? "FOUND" : "nothing");
    return 0;
}
