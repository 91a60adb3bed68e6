// Counts in an array indexed by the code.
package main

import (
	"bufio"
	"fmt"
	"os"
	"strconv"
)

func main() {
	in := bufio.NewReader(os.Stdin)
	var requests int
	fmt.Fscan(in, &requests)
	var counts [600]int
	for i := 0; i < requests; i++ {
		var method, path, status, bytes, millis string
		fmt.Fscan(in, &method, &path, &status, &bytes, &millis)
		if code, err := strconv.Atoi(status); err == nil {
			counts[code]++
		}
	}
	errors := 0
	for code, count := range counts {
		if count > 0 {
			fmt.Println(code, count)
			if code >= 500 {
				errors += count
			}
		}
	}
	fmt.Println("errors", errors)
}
