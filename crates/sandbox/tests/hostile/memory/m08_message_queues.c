/* what: fills POSIX message queues
 * expect: AC
 * stdout: mq_open: denied */
#include "hostile.h"
#include <mqueue.h>
int main(void) {
    attempt("mq_open", mq_open("/q", O_CREAT | O_RDWR, 0600, NULL));
    return 0;
}
