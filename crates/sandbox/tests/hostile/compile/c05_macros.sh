# what: a billion laughs in macros
# expect: RTE | TLE-c | MLE | OLE
# tools: yes
{ echo '#define A0 int x,'; for i in 1 2 3 4 5 6 7 8 9; do echo "#define A$i A$((i-1)) A$((i-1)) A$((i-1)) A$((i-1)) A$((i-1)) A$((i-1)) A$((i-1)) A$((i-1)) A$((i-1)) A$((i-1))"; done; echo A9; } > a.c
exec gcc -c a.c
