# what: floods standard output from a shell pipeline
# expect: OLE
yes | cat
