# what: spins in Python
# expect: TLE-c
# after: overshoot
while True: pass
