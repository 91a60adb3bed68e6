// Carries the delay along; 64-bit integers are enough because the delay is capped at every step.
package main

import (
	"bufio"
	"fmt"
	"os"
	"strconv"
	"strings"
)

type policy struct {
	base, factor, cap, jitter, attempts, budget int64
}

func larger(a, b int64) int64 {
	if a > b {
		return a
	}
	return b
}

func smaller(a, b int64) int64 { return -larger(-a, -b) }

func (p policy) audit(waits []string) string {
	delay, total := smaller(p.base, p.cap), int64(0)
	for i, item := range waits {
		parts := strings.Split(item, ":")
		wait, _ := strconv.ParseInt(parts[0], 10, 64)
		demand := int64(0)
		if len(parts) == 2 {
			demand, _ = strconv.ParseInt(parts[1], 10, 64)
		}
		total += wait
		switch {
		case int64(i+1) >= p.attempts:
			return fmt.Sprint("attempts ", i+1)
		case wait < larger(demand, (delay*(100-p.jitter)+99)/100):
			return fmt.Sprint("early ", i+1)
		case wait > larger(demand, delay*(100+p.jitter)/100):
			return fmt.Sprint("late ", i+1)
		case total > p.budget:
			return fmt.Sprint("budget ", i+1)
		}
		delay = smaller(p.cap, delay*p.factor)
	}
	return fmt.Sprint("ok ", total)
}

func main() {
	in := bufio.NewReader(os.Stdin)
	var p policy
	var q int
	fmt.Fscan(in, &p.base, &p.factor, &p.cap, &p.jitter, &p.attempts, &p.budget, &q)
	for ; q > 0; q-- {
		var retries int
		fmt.Fscan(in, &retries)
		waits := make([]string, retries)
		for i := range waits {
			fmt.Fscan(in, &waits[i])
		}
		fmt.Println(p.audit(waits))
	}
}
