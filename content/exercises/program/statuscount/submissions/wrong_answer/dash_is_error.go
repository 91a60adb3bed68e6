// Mistake: counts abandoned requests, which have no status, among the errors.
package main

import (
	"bufio"
	"fmt"
	"os"
	"strconv"
)

func main() {
	in := bufio.NewReader(os.Stdin)
	var requests, errors int
	fmt.Fscan(in, &requests)
	var counts [600]int
	for i := 0; i < requests; i++ {
		var method, path, status, bytes, millis string
		fmt.Fscan(in, &method, &path, &status, &bytes, &millis)
		code, err := strconv.Atoi(status)
		if err != nil {
			errors++
			continue
		}
		counts[code]++
		if code >= 500 {
			errors++
		}
	}
	for code, count := range counts {
		if count > 0 {
			fmt.Println(code, count)
		}
	}
	fmt.Println("errors", errors)
}
