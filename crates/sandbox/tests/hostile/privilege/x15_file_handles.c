/* what: opens files by number
 * expect: AC
 * stdout: name_to_handle_at: denied
 * stdout: open_by_handle_at: denied */
#include "hostile.h"
int main(void) {
    struct { struct file_handle h; char bytes[128]; } f = {.h = {.handle_bytes = 128}};
    int id;
    attempt("name_to_handle_at", name_to_handle_at(AT_FDCWD, "/usr", &f.h, &id, 0));
    f.h.handle_bytes = 8; f.h.handle_type = 1;
    attempt("open_by_handle_at", open_by_handle_at(open("/usr", O_RDONLY), &f.h, O_RDONLY));
    return 0;
}
