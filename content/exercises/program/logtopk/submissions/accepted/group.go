// Groups the latencies and sorts the endpoints with one comparison function.
package main

import (
	"bufio"
	"fmt"
	"os"
	"sort"
)

type row struct {
	path       string
	count, p95 int
}

func main() {
	in := bufio.NewReader(os.Stdin)
	out := bufio.NewWriter(os.Stdout)
	defer out.Flush()
	var n, k int
	fmt.Fscan(in, &n, &k)
	groups := map[string][]int{}
	for i := 0; i < n; i++ {
		var path string
		var millis int
		fmt.Fscan(in, &path, &millis)
		groups[path] = append(groups[path], millis)
	}
	rows := make([]row, 0, len(groups))
	for path, values := range groups {
		sort.Ints(values)
		rows = append(rows, row{path, len(values), values[(95*len(values)+99)/100-1]})
	}
	sort.Slice(rows, func(i, j int) bool {
		a, b := rows[i], rows[j]
		if a.count != b.count {
			return a.count > b.count
		}
		if a.p95 != b.p95 {
			return a.p95 > b.p95
		}
		return a.path < b.path
	})
	for i := 0; i < k && i < len(rows); i++ {
		fmt.Fprintln(out, rows[i].path, rows[i].count, rows[i].p95)
	}
}
