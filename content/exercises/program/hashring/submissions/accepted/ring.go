// One sorted slice of points; unsigned 32-bit arithmetic does the modulus.
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

func owners(points []point, key string, wanted int) []string {
	at := position(key)
	start := sort.Search(len(points), func(i int) bool { return points[i].position >= at })
	found := []string{}
walk:
	for step := 0; step < len(points) && len(found) < wanted; step++ {
		name := points[(start+step)%len(points)].name
		for _, other := range found {
			if other == name {
				continue walk
			}
		}
		found = append(found, name)
	}
	return found
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
			found := owners(points, name, number)
			if len(found) == 0 {
				found = []string{"none"}
			}
			fmt.Fprintln(out, strings.Join(found, " "))
		}
	}
}
