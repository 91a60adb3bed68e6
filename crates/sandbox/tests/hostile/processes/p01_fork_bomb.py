# what: forks for ever in Python, ignoring errors
# expect: TLE-c | MLE
import os
while True:
    try:
        os.fork()
    except OSError:
        pass
