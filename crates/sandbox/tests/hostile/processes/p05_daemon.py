# what: a daemon made in Python outlives its parent
# expect: AC
# stdout: right answer
import os
if os.fork() == 0:
    os.setsid()
    if os.fork() == 0:
        while True:
            open("/tmp/daemon", "a").write("x")
    os._exit(0)
print("right answer")
