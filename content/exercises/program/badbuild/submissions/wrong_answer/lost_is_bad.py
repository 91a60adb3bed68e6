"""Mistake: takes a lost result for a bad build."""

n, _ = map(int, input().split())
low, high = 1, n + 1
while low < high:
    middle = (low + high) // 2
    print("?", middle, flush=True)
    if input() == "good":
        low = middle + 1
    else:
        high = middle
print("!", low if low <= n else "none", flush=True)
