/* Says what a run finds in its container: it must always be the same. */
#include "hostile.h"
#include <dirent.h>
static int entries(const char *path, int digits_only) {
    int count = 0;
    DIR *d = opendir(path);
    for (struct dirent *e; d && (e = readdir(d));) {
        if (e->d_name[0] == '.' && (!e->d_name[1] || e->d_name[1] == '.')) continue;
        if (!digits_only || (e->d_name[0] >= '0' && e->d_name[0] <= '9')) count++;
    }
    if (d) closedir(d);
    return count;
}
static int lines(const char *path) {
    int count = 0;
    FILE *f = fopen(path, "r");
    for (int c; f && (c = getc(f)) != EOF;) count += c == '\n';
    if (f) fclose(f);
    return count > 0 ? count - 1 : 0;
}
int main(void) {
    struct shm_info shm; struct seminfo sem; struct msginfo msg;
    int ipc = 0;
    if (shmctl(0, SHM_INFO, (void *)&shm) >= 0) ipc += shm.used_ids;
    if (semctl(0, 0, SEM_INFO, &sem) >= 0) ipc += sem.semusz;
    if (msgctl(0, MSG_INFO, (void *)&msg) >= 0) ipc += msg.msgpool;
    int files = entries("/work", 0) + entries("/tmp", 0) + entries("/dev/shm", 0);
    int sockets = 0;
    const char *tables[] = {"tcp", "tcp6", "udp", "udp6", "raw", "packet"};
    for (int i = 0; i < 6; i++) {
        char path[64];
        snprintf(path, sizeof path, "/proc/self/net/%s", tables[i]);
        sockets += lines(path);
    }
    int processes = entries("/proc", 1), descriptors = 0;
    for (int fd = 0; fd < 1024; fd++) descriptors += fcntl(fd, F_GETFD) >= 0;
    char name[64];
    gethostname(name, sizeof name);
    printf("processes %d\nipc %d\nfiles %d\nsockets %d\ndescriptors %d\nhost %s\n",
           processes, ipc, files, sockets, descriptors, name);
    return 0;
}
