/* what: System V shared memory, touched and never removed
 * expect: MLE */
#include "hostile.h"
int main(void) {
    for (int i = 0; i < 16; i++) {
        int id = shmget(IPC_PRIVATE, 16 * MIB, IPC_CREAT | 0600);
        if (id < 0) return 1;
        char *m = shmat(id, NULL, 0);
        if (m == (char *)-1) return 1;
        touch(m, 16 * MIB);
    }
    return 0;
}
