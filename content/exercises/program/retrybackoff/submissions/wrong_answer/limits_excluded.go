// Mistake: a wait exactly on a limit counts as a violation.
package main

import (
	"bufio"
	"fmt"
	"os"
	"strconv"
	"strings"
)

func main() {
	in := bufio.NewReader(os.Stdin)
	var base, factor, limit, jitter, attempts, budget, q int
	fmt.Fscan(in, &base, &factor, &limit, &jitter, &attempts, &budget, &q)
	for ; q > 0; q-- {
		var retries int
		var item string
		fmt.Fscan(in, &retries)
		delay, total, verdict := base, 0, ""
		for i := 1; i <= retries; i++ {
			fmt.Fscan(in, &item)
			parts := strings.Split(item+":0", ":")
			wait, _ := strconv.Atoi(parts[0])
			demand, _ := strconv.Atoi(parts[1])
			if delay > limit {
				delay = limit
			}
			total += wait
			low, high := delay*(100-jitter)/100, delay*(100+jitter)/100
			if verdict != "" {
				continue
			} else if i >= attempts {
				verdict = fmt.Sprint("attempts ", i)
			} else if wait < demand || wait <= low && demand == 0 {
				verdict = fmt.Sprint("early ", i)
			} else if wait >= high && wait > demand {
				verdict = fmt.Sprint("late ", i)
			} else if total > budget {
				verdict = fmt.Sprint("budget ", i)
			}
			delay *= factor
		}
		if verdict == "" {
			verdict = fmt.Sprint("ok ", total)
		}
		fmt.Println(verdict)
	}
}
