// Mistake: a hit sets the weight of a term instead of adding to it.
package main

import (
	"bufio"
	"fmt"
	"os"
	"sort"
	"strings"
)

func main() {
	in := bufio.NewReader(os.Stdin)
	out := bufio.NewWriter(os.Stdout)
	defer out.Flush()
	var q int
	fmt.Fscan(in, &q)
	weights, best := map[string]int{}, map[string][]string{}
	for ; q > 0; q-- {
		var kind, text string
		var number int
		fmt.Fscan(in, &kind, &text, &number)
		if kind == "hit" {
			weights[text] = number
			for end := 0; end <= len(text); end++ {
				row, known := best[text[:end]], false
				for _, other := range row {
					known = known || other == text
				}
				if !known {
					row = append(row, text)
				}
				sort.Slice(row, func(i, j int) bool {
					a, b := weights[row[i]], weights[row[j]]
					return a > b || a == b && row[i] < row[j]
				})
				if len(row) > 5 {
					row = row[:5]
				}
				best[text[:end]] = row
			}
			continue
		}
		row := best[strings.Trim(text, "*")]
		if len(row) > number {
			row = row[:number]
		}
		if len(row) == 0 {
			row = []string{"-"}
		}
		fmt.Fprintln(out, strings.Join(row, " "))
	}
}
