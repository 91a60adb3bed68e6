/* Shared by the hostile programs: the few things that most attacks need. */
#ifndef HOSTILE_H
#define HOSTILE_H
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <poll.h>
#include <pthread.h>
#include <sched.h>
#include <signal.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/ioctl.h>
#include <sys/ipc.h>
#include <sys/mman.h>
#include <sys/mount.h>
#include <sys/msg.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/resource.h>
#include <sys/sem.h>
#include <sys/shm.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <sys/timex.h>
#include <sys/types.h>
#include <sys/uio.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <sys/xattr.h>
#include <time.h>
#include <unistd.h>

/* Prints what came of an attempt that must fail: its name and "denied", or that it worked. */
static inline void attempt(const char *name, long result) {
    if (result < 0) printf("%s: denied\n", name);
    else printf("%s: WORKED\n", name);
    fflush(stdout);
}

/* Uses CPU time for ever. */
static inline void spin(void) { for (volatile unsigned long i = 0;; i++) {} }

/* Uses memory page by page. */
static inline void touch(volatile char *memory, size_t length) {
    for (size_t i = 0; i < length; i += 4096) memory[i] = 1;
}

#define MIB (1UL << 20)
#endif
