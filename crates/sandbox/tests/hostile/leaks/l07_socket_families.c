/* what: socket families that namespaces do not separate
 * expect: AC
 * stdout: vsock: denied
 * stdout: netlink: denied
 * stdout: alg: denied
 * stdout: packet: denied
 * stdout: bluetooth: denied
 * stdout: key: denied */
#include "hostile.h"
int main(void) {
    attempt("vsock", socket(40, SOCK_STREAM, 0));
    attempt("netlink", socket(AF_NETLINK, SOCK_RAW, 0));
    attempt("alg", socket(38, SOCK_SEQPACKET, 0));
    attempt("packet", socket(AF_PACKET, SOCK_DGRAM, 0));
    attempt("bluetooth", socket(31, SOCK_RAW, 0));
    attempt("key", socket(15, SOCK_RAW, 2));
    return 0;
}
