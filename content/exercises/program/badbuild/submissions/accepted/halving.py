"""Halves the range of possible answers; n + 1 stands for "none"."""


def main():
    n, _ = map(int, input().split())
    low, high = 1, n + 1
    while low < high:
        middle = (low + high) // 2
        print("?", middle, flush=True)
        result = input()
        if result == "bad":
            high = middle
        elif result == "good":
            low = middle + 1
    print("!", low if low <= n else "none", flush=True)


main()
