// Mistake: prints the whole walk, with the tail that leads into the cycle.
package main

import (
	"bufio"
	"container/heap"
	"fmt"
	"os"
	"sort"
)

type names struct{ sort.StringSlice }

func (n *names) Push(x interface{}) { n.StringSlice = append(n.StringSlice, x.(string)) }
func (n *names) Pop() interface{} {
	last := n.StringSlice[len(n.StringSlice)-1]
	n.StringSlice = n.StringSlice[:len(n.StringSlice)-1]
	return last
}

func main() {
	in := bufio.NewReader(os.Stdin)
	out := bufio.NewWriter(os.Stdout)
	defer out.Flush()
	var n int
	fmt.Fscan(in, &n)
	needs, waiting, missing := map[string][]string{}, map[string][]string{}, map[string]int{}
	ready := &names{}
	all := []string{}
	for i := 0; i < n; i++ {
		var name, other string
		var count int
		fmt.Fscan(in, &name, &count)
		all = append(all, name)
		missing[name] = count
		for j := 0; j < count; j++ {
			fmt.Fscan(in, &other)
			needs[name] = append(needs[name], other)
			waiting[other] = append(waiting[other], name)
		}
		if count == 0 {
			heap.Push(ready, name)
		}
	}
	order := []string{}
	for ready.Len() > 0 {
		name := heap.Pop(ready).(string)
		order = append(order, name)
		for _, other := range waiting[name] {
			missing[other]--
			if missing[other] == 0 {
				heap.Push(ready, other)
			}
		}
	}
	if len(order) == n {
		fmt.Fprintln(out, "ORDER")
		for _, name := range order {
			fmt.Fprintln(out, name)
		}
		return
	}
	sort.Strings(all)
	at := ""
	for _, name := range all {
		if missing[name] > 0 {
			at = name
		}
	}
	seen := map[string]bool{}
	path := []string{}
	for !seen[at] {
		seen[at] = true
		path = append(path, at)
		for _, other := range needs[at] {
			if missing[other] > 0 {
				at = other
				break
			}
		}
	}
	fmt.Fprintln(out, "CYCLE", len(path))
	for _, name := range path {
		fmt.Fprintln(out, name)
	}
}
