/* what: unix sockets of the host
 * expect: AC
 * stdout: reached 0 */
#include "hostile.h"
int main(void) {
    const char *names[] = {"/var/run/docker.sock", "/run/docker.sock", "/run/dbus/system_bus_socket", "/run/systemd/private",
        "/var/run/postgresql/.s.PGSQL.5432", "/tmp/.s.PGSQL.5432", "/run/containerd/containerd.sock"};
    int reached = 0;
    for (int i = 0; i < 7; i++) {
        int s = socket(AF_UNIX, SOCK_STREAM, 0);
        struct sockaddr_un a = {.sun_family = AF_UNIX};
        strcpy(a.sun_path, names[i]);
        reached += connect(s, (void *)&a, sizeof a) == 0;
        close(s);
    }
    printf("reached %d\n", reached);
    return 0;
}
