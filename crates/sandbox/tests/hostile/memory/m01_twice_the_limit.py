# what: twice the limit in Python
# expect: MLE
x = bytearray(128 << 20)
for i in range(0, len(x), 4096): x[i] = 1
