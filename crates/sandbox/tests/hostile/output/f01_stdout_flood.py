# what: floods standard output from Python
# expect: OLE
while True: print("x" * 60000)
