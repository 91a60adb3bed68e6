// Valid but incomplete: least loaded nodes first, but in the order of the input.
package main

import (
	"bufio"
	"fmt"
	"os"
	"sort"
)

type shard struct{ size, load int }

func place(shards []shard, order []int, m, c int, byLoad bool) [][2]int {
	free, load := make([]int, m), make([]int, m)
	for node := range free {
		free[node] = c
	}
	placed := make([][2]int, len(shards))
	for _, i := range order {
		nodes := []int{}
		for node := range free {
			if free[node] >= shards[i].size {
				nodes = append(nodes, node)
			}
		}
		if len(nodes) < 2 {
			return nil
		}
		sort.SliceStable(nodes, func(a, b int) bool {
			if byLoad {
				return load[nodes[a]] < load[nodes[b]]
			}
			return free[nodes[a]] > free[nodes[b]]
		})
		for k := 0; k < 2; k++ {
			free[nodes[k]] -= shards[i].size
			load[nodes[k]] += shards[i].load
			placed[i][k] = nodes[k] + 1
		}
	}
	return placed
}

func main() {
	in := bufio.NewReader(os.Stdin)
	var n, m, c int
	fmt.Fscan(in, &n, &m, &c)
	shards, order := make([]shard, n), make([]int, n)
	for i := range shards {
		fmt.Fscan(in, &shards[i].size, &shards[i].load)
		order[i] = i
	}
	placed := place(shards, order, m, c, true)
	if placed == nil {
		sort.Slice(order, func(a, b int) bool { return shards[order[a]].size > shards[order[b]].size })
		placed = place(shards, order, m, c, false)
	}
	for _, pair := range placed {
		fmt.Println(pair[0], pair[1])
	}
}
