/* what: leaves every namespace, one by one and all
 * expect: AC
 * stdout: left 0 */
#include "hostile.h"
int main(void) {
    int flags[] = {CLONE_NEWNS, CLONE_NEWCGROUP, CLONE_NEWUTS, CLONE_NEWIPC, CLONE_NEWUSER, CLONE_NEWPID, CLONE_NEWNET, 0x80, 0x7e020000};
    int left = 0;
    for (int i = 0; i < 9; i++) left += unshare(flags[i]) == 0;
    printf("left %d\n", left);
    return 0;
}
