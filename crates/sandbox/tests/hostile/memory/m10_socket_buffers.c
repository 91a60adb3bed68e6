/* what: socket pairs with large buffers, filled, with descriptors in flight inside them
 * expect: AC | MLE | RTE */
#include "hostile.h"
int main(void) {
    static char block[200000];
    for (int i = 0; i < 30; i++) {
        int s[2], size = 8 << 20;
        if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK, 0, s) < 0) break;
        setsockopt(s[0], SOL_SOCKET, SO_SNDBUF, &size, sizeof size);
        char control[CMSG_SPACE(sizeof(int))];
        struct iovec iov = {block, sizeof block};
        struct msghdr m = {.msg_iov = &iov, .msg_iovlen = 1, .msg_control = control, .msg_controllen = sizeof control};
        struct cmsghdr *c = CMSG_FIRSTHDR(&m);
        c->cmsg_level = SOL_SOCKET; c->cmsg_type = SCM_RIGHTS; c->cmsg_len = CMSG_LEN(sizeof(int));
        memcpy(CMSG_DATA(c), &s[1], sizeof(int));
        while (sendmsg(s[0], &m, 0) > 0) {}
    }
    return 0;
}
