input()
times = sorted(map(int, input().split()))
print(max(later - earlier for earlier, later in zip(times, times[1:])))
