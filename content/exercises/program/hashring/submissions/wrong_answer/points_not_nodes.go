// Mistake: takes the next r points as replicas, even if they belong to the same node.
package main

import (
	"bufio"
	"fmt"
	"os"
	"sort"
	"strconv"
	"strings"
)

type point struct {
	position uint32
	name     string
}

func position(text string) uint32 {
	h := uint32(2166136261)
	for i := 0; i < len(text); i++ {
		h = (h ^ uint32(text[i])) * 16777619
	}
	h = (h ^ h>>16) * 2246822507
	h = (h ^ h>>13) * 3266489909
	return h ^ h>>16
}

func main() {
	in := bufio.NewReader(os.Stdin)
	out := bufio.NewWriter(os.Stdout)
	defer out.Flush()
	var q, number int
	fmt.Fscan(in, &q)
	points := []point{}
	for ; q > 0; q-- {
		var kind, name string
		fmt.Fscan(in, &kind, &name)
		switch kind {
		case "add":
			fmt.Fscan(in, &number)
			for i := 0; i < number; i++ {
				points = append(points, point{position(name + "#" + strconv.Itoa(i)), name})
			}
			sort.Slice(points, func(i, j int) bool {
				a, b := points[i], points[j]
				return a.position < b.position || a.position == b.position && a.name < b.name
			})
		case "remove":
			kept := points[:0]
			for _, p := range points {
				if p.name != name {
					kept = append(kept, p)
				}
			}
			points = kept
		default:
			fmt.Fscan(in, &number)
			at := position(name)
			start := sort.Search(len(points), func(i int) bool { return points[i].position >= at })
			found := []string{}
			for step := 0; step < number && step < len(points); step++ {
				found = append(found, points[(start+step)%len(points)].name)
			}
			if len(found) == 0 {
				found = []string{"none"}
			}
			fmt.Fprintln(out, strings.Join(found, " "))
		}
	}
}
