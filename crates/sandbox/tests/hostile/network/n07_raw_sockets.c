/* what: raw, packet and ping sockets; changing the interface
 * expect: AC
 * stdout: raw: denied
 * stdout: raw 6: denied
 * stdout: packet: denied
 * stdout: ping: denied
 * stdout: interface: denied */
#include "hostile.h"
#include <net/if.h>
int main(void) {
    attempt("raw", socket(AF_INET, SOCK_RAW, IPPROTO_ICMP));
    attempt("raw 6", socket(AF_INET6, SOCK_RAW, IPPROTO_ICMPV6));
    attempt("packet", socket(AF_PACKET, SOCK_RAW, 0));
    attempt("ping", socket(AF_INET, SOCK_DGRAM, IPPROTO_ICMP));
    struct ifreq r = {0}; strcpy(r.ifr_name, "lo"); r.ifr_flags = IFF_UP;
    attempt("interface", ioctl(socket(AF_INET, SOCK_DGRAM, 0), SIOCSIFFLAGS, &r));
    return 0;
}
