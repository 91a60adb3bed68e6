# what: includes an endless device
# expect: RTE | MLE | TLE-c | TLE-w | OLE
# tools: yes
printf '#include "/dev/zero"\nint main(){}\n' > a.c
exec gcc -c a.c
