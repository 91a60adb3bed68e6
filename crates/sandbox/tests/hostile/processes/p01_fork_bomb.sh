# what: the shell's classic: a function that calls itself twice, in the background
# expect: TLE-c | TLE-w | AC | RTE | MLE
f() { f | f & }
f
while :; do f; done 2>/dev/null
