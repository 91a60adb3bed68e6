# what: walks everything it can see for a planted answer
# expect: AC
# stdout: nothing
# cpu: 8
# wall: 20
find / -xdev -name '*canary*' 2>/dev/null | grep -a . || echo nothing
