// Mistake: makes sure of every bad build with a second probe, for which there is no budget.
package main

import "fmt"

func probe(build int) string {
	for {
		fmt.Println("?", build)
		var result string
		if _, err := fmt.Scan(&result); err != nil || result != "lost" {
			return result
		}
	}
}

func main() {
	var n, budget int
	fmt.Scan(&n, &budget)
	low, high := 1, n+1
	for low < high {
		middle := (low + high) / 2
		if probe(middle) == "bad" && probe(middle) == "bad" {
			high = middle
		} else {
			low = middle + 1
		}
	}
	if low <= n {
		fmt.Println("!", low)
	} else {
		fmt.Println("! none")
	}
}
