/* what: System V segments, semaphores and queues by key
 * pair: yes */
#include "hostile.h"
int main(int n, char **a) {
    int flags = !strcmp(a[1], "write") ? IPC_CREAT | 0666 : 0;
    int found = (shmget(77, 4096, flags) >= 0) + (semget(77, 1, flags) >= 0) + (msgget(77, flags) >= 0);
    puts(strcmp(a[1], "write") && found ? "FOUND" : "nothing");
    return 0;
}
