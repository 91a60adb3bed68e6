package main

// RateLimiter keeps the allowed times of each client, the oldest first.
type RateLimiter struct {
	limit, window int
	times         map[string][]int
}

func NewRateLimiter(limit int, window int) *RateLimiter {
	return &RateLimiter{limit, window, map[string][]int{}}
}

func (self *RateLimiter) Allow(client string, time int) bool {
	if len(self.current(client, time)) >= self.limit {
		return false
	}
	self.times[client] = append(self.times[client], time)
	return true
}

func (self *RateLimiter) RetryAfter(client string, time int) int {
	times := self.current(client, time)
	if len(times) < self.limit {
		return 0
	}
	return times[0] + self.window - time
}

func (self *RateLimiter) Forget(client string) {
	delete(self.times, client)
}

// current drops the times that have left the window. The slice keeps its array until append grows
// it, so memory stays in proportion to the limit.
func (self *RateLimiter) current(client string, time int) []int {
	times := self.times[client]
	for len(times) > 0 && times[0] <= time-self.window {
		times = times[1:]
	}
	self.times[client] = times
	return times
}
