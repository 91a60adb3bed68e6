# what: a flood of diagnostics with terminal escapes
# expect: OLE | RTE | TLE-c
# tools: yes
i=0; while [ $i -lt 20000 ]; do printf '#warning "\033[2J %s"\n' "$i"; i=$((i+1)); done > a.c
exec gcc -c a.c
