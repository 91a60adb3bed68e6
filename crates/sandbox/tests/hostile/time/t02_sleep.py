# what: sleeps for an hour in Python
# expect: TLE-w
# after: waiting
import time
time.sleep(3600)
