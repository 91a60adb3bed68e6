/* what: the same over IPv6, link-local and multicast included
 * expect: AC
 * stdout: reached 0 */
#include "hostile.h"
int main(void) {
    const char *hosts[] = {"2001:db8::1", "fe80::1", "ff02::1", "::1", "fd00:ec2::254"};
    int reached = 0;
    for (int i = 0; i < 5; i++) {
        int s = socket(AF_INET6, SOCK_DGRAM, 0);
        struct sockaddr_in6 a = {.sin6_family = AF_INET6, .sin6_port = htons(53)};
        inet_pton(AF_INET6, hosts[i], &a.sin6_addr);
        reached += sendto(s, "x", 1, 0, (void *)&a, sizeof a) > 0;
        close(s);
    }
    printf("reached %d\n", reached);
    return 0;
}
