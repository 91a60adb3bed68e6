/* what: sleeps for an hour
 * expect: TLE-w
 * after: waiting overshoot */
#include "hostile.h"
int main(void) { sleep(3600); return 0; }
