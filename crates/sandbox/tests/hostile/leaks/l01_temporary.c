/* what: leaves files in every temporary directory
 * pair: yes */
#include "hostile.h"
int main(int n, char **a) {
    const char *names[] = {"/tmp/left", "/var/tmp/left", "/run/left", "/scratch/left"};
    int found = 0;
    for (int i = 0; i < 4; i++) { if (!strcmp(a[1], "write")) close(open(names[i], O_CREAT | O_WRONLY, 0666)); else found += access(names[i], F_OK) == 0; }
    puts(found ? "FOUND" : "nothing");
    return 0;
}
