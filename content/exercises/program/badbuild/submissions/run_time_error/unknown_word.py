"""Mistake: knows the words `good` and `bad` only, and stops with a KeyError at the first loss."""

n, _ = map(int, input().split())
low, high = 1, n + 1
while low < high:
    middle = (low + high) // 2
    print("?", middle, flush=True)
    low, high = {"bad": (low, middle), "good": (middle + 1, high)}[input()]
print("!", low if low <= n else "none", flush=True)
