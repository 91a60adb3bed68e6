# what: embeds files of the host into the object
# expect: RTE
# tools: yes
echo '__asm__(".incbin \"/etc/shadow\"");' > a.c
exec gcc -c a.c
