/* what: a server left listening, looked for by the next run
 * pair: yes
 * network: loopback */
#include "hostile.h"
int main(int n, char **a) {
    int s = socket(AF_INET, SOCK_STREAM, 0);
    struct sockaddr_in l = {.sin_family = AF_INET, .sin_port = htons(8080), .sin_addr = {htonl(INADDR_LOOPBACK)}};
    if (!strcmp(a[1], "write")) {
        if (bind(s, (void *)&l, sizeof l) || listen(s, 5)) return 1;
        if (fork() == 0) for (;;) pause();
        puts("nothing");
        return 0;
    }
    puts(connect(s, (void *)&l, sizeof l) == 0 ? "FOUND" : "nothing");
    return 0;
}
