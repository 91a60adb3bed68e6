/* what: makes threads until it fails; all sleep
 * expect: TLE-w
 * stdout: threads 31 */
#include "hostile.h"
static void *sleeper(void *unused) { for (;;) pause(); return unused; }
int main(void) {
    int made = 0;
    pthread_t thread;
    pthread_attr_t attributes;
    pthread_attr_init(&attributes);
    pthread_attr_setstacksize(&attributes, 65536);
    while (made < 1000 && pthread_create(&thread, &attributes, sleeper, NULL) == 0) made++;
    printf("threads %d\n", made);
    fflush(stdout);
    for (;;) pause();
}
