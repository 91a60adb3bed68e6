// Mistake: uses 95*m/100 as an index from 0, one too far whenever the division is exact.
package main

import (
	"bufio"
	"fmt"
	"os"
	"sort"
)

func main() {
	in := bufio.NewReader(os.Stdin)
	var n, k int
	fmt.Fscan(in, &n, &k)
	groups := map[string][]int{}
	for i := 0; i < n; i++ {
		var path string
		var millis int
		fmt.Fscan(in, &path, &millis)
		groups[path] = append(groups[path], millis)
	}
	p95 := map[string]int{}
	names := []string{}
	for path, values := range groups {
		sort.Ints(values)
		p95[path] = values[95*len(values)/100]
		names = append(names, path)
	}
	sort.Slice(names, func(i, j int) bool {
		a, b := names[i], names[j]
		if len(groups[a]) != len(groups[b]) {
			return len(groups[a]) > len(groups[b])
		}
		if p95[a] != p95[b] {
			return p95[a] > p95[b]
		}
		return a < b
	})
	for i := 0; i < k && i < len(names); i++ {
		fmt.Println(names[i], len(groups[names[i]]), p95[names[i]])
	}
}
