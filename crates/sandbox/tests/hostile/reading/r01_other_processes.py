# what: lists processes from Python
# expect: AC
# stdout: 1
import os
print(len([p for p in os.listdir("/proc") if p.isdigit()]))
