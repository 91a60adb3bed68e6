# Takes the order of arrival for the order of time.
input()
times = list(map(int, input().split()))
print(max(abs(later - earlier) for earlier, later in zip(times, times[1:])))
