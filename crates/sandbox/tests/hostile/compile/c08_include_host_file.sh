# what: includes a host file so that its text shows in the diagnostics
# expect: RTE
# tools: yes
# stderr-without: root:
echo '#include "/etc/shadow"' > a.c
exec gcc -c a.c
