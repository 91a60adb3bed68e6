# what: a source that attacks when it is byte-compiled with an import hook
# expect: RTE | AC
# tools: yes
import py_compile, os
open("evil.py", "w").write("import os\nos.kill(-1, 9)\n")
py_compile.compile("evil.py")
import evil
