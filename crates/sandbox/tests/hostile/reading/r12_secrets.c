/* what: reads accounts, home directories and configuration of the host
 * expect: AC
 * stdout: accounts: 2
 * stdout: /etc/shadow: denied
 * stdout: /root: denied
 * stdout: /home: denied
 * stdout: /etc/ssl/private: denied
 * stdout: /var/lib: denied
 * stdout: /boot: denied */
#include "hostile.h"
int main(void) {
    int lines = 0; FILE *f = fopen("/etc/passwd", "r");
    for (int c; f && (c = getc(f)) != EOF;) lines += c == '\n';
    printf("accounts: %d\n", lines); fflush(stdout);
    const char *names[] = {"/etc/shadow", "/root", "/home", "/etc/ssl/private", "/var/lib", "/boot"};
    for (int n = 0; n < 6; n++) attempt(names[n], open(names[n], O_RDONLY));
    return 0;
}
