# what: a small source whose object is a gibibyte
# expect: RTE | MLE | OLE | TLE-c
# tools: yes
echo 'char a[1u << 30] = {1};' > a.c
exec gcc -c a.c
