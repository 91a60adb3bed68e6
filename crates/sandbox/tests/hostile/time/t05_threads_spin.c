/* what: spins in many threads
 * expect: TLE-c
 * after: overshoot */
#include "hostile.h"
static void *turn(void *unused) { spin(); return unused; }
int main(void) {
    pthread_t t;
    for (int i = 0; i < 16; i++) pthread_create(&t, NULL, turn, NULL);
    spin();
}
