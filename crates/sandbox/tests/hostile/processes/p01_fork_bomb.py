# what: forks for ever in Python, ignoring errors
# expect: TLE-c
import os
while True:
    try:
        os.fork()
    except OSError:
        pass
