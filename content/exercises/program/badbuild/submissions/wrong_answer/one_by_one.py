"""Mistake: probes one build after the other, which is far over the budget."""

import sys

n, _ = map(int, input().split())
build = 1
while build <= n:
    print("?", build, flush=True)
    result = sys.stdin.readline().strip()
    if result not in ("good", "lost"):
        break
    if result == "good":
        build += 1
print("!", build if build <= n else "none", flush=True)
