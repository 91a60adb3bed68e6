/* what: mounts by every call that can
 * expect: AC
 * stdout: tmpfs: denied
 * stdout: proc: denied
 * stdout: bind: denied
 * stdout: remount: denied
 * stdout: fsopen: denied
 * stdout: open_tree: denied
 * stdout: mount_setattr: denied
 * stdout: umount: denied */
#include "hostile.h"
int main(void) {
    attempt("tmpfs", mount("t", "/tmp", "tmpfs", 0, ""));
    attempt("proc", mount("p", "/tmp", "proc", 0, ""));
    attempt("bind", mount("/usr", "/tmp", NULL, MS_BIND, NULL));
    attempt("remount", mount(NULL, "/usr", NULL, MS_REMOUNT | MS_BIND, NULL));
    attempt("fsopen", syscall(430, "tmpfs", 0));
    attempt("open_tree", syscall(428, AT_FDCWD, "/usr", 1));
    attempt("mount_setattr", syscall(442, AT_FDCWD, "/usr", 0, NULL, 0));
    attempt("umount", umount2("/proc", MNT_DETACH));
    return 0;
}
