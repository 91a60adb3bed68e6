/* what: connects to public, private, loopback and metadata addresses
 * expect: AC
 * stdout: reached 0 */
#include "hostile.h"
int main(void) {
    const char *hosts[] = {"192.0.2.1", "10.0.0.1", "172.17.0.1", "192.168.1.1", "127.0.0.1", "169.254.169.254"};
    int reached = 0;
    for (int i = 0; i < 6; i++) {
        int s = socket(AF_INET, SOCK_STREAM, 0);
        struct sockaddr_in a = {.sin_family = AF_INET, .sin_port = htons(80)};
        inet_pton(AF_INET, hosts[i], &a.sin_addr);
        reached += connect(s, (void *)&a, sizeof a) == 0 || errno == ECONNREFUSED;
        close(s);
    }
    printf("reached %d\n", reached);
    return 0;
}
