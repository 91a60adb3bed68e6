# what: looks for a planted value in every environment it can read
# expect: AC
# stdout: nothing
cat /proc/*/environ 2>/dev/null | tr '\0' '\n' | grep -a PLANTED_CANARY || echo nothing
