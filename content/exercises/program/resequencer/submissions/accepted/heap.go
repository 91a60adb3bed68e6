// A sorted tree is not in the standard library, so a heap and a set hold what waits.
package main

import (
	"bufio"
	"container/heap"
	"fmt"
	"os"
	"sort"
	"strings"
)

type numbers []int

func (n numbers) Len() int            { return len(n) }
func (n numbers) Less(i, j int) bool  { return n[i] < n[j] }
func (n numbers) Swap(i, j int)       { n[i], n[j] = n[j], n[i] }
func (n *numbers) Push(x interface{}) { *n = append(*n, x.(int)) }
func (n *numbers) Pop() interface{} {
	last := (*n)[len(*n)-1]
	*n = (*n)[:len(*n)-1]
	return last
}

type gap struct{ first, last int }

type sender struct {
	next                                  int
	queue                                 numbers
	waiting                               map[int]bool
	gaps                                  []gap
	delivered, duplicates, late, givenUp int
}

func (s *sender) event(number, bound int) string {
	if number < s.next {
		at := sort.Search(len(s.gaps), func(i int) bool { return s.gaps[i].last >= number })
		if at < len(s.gaps) && s.gaps[at].first <= number {
			s.late++
			return "late"
		}
	}
	if number < s.next || s.waiting[number] {
		s.duplicates++
		return "duplicate"
	}
	heap.Push(&s.queue, number)
	s.waiting[number] = true
	if s.queue[0] == s.next || len(s.queue) > bound {
		return "deliver" + s.deliverRun()
	}
	return "wait"
}

func (s *sender) deliverRun() string {
	if first := s.queue[0]; first > s.next {
		s.gaps = append(s.gaps, gap{s.next, first - 1})
		s.givenUp += first - s.next
		s.next = first
	}
	var run strings.Builder
	for len(s.queue) > 0 && s.queue[0] == s.next {
		heap.Pop(&s.queue)
		delete(s.waiting, s.next)
		fmt.Fprint(&run, " ", s.next)
		s.next++
		s.delivered++
	}
	return run.String()
}

func (s *sender) flush() string {
	if len(s.queue) == 0 {
		return "nothing"
	}
	var all strings.Builder
	for len(s.queue) > 0 {
		all.WriteString(s.deliverRun())
	}
	return "deliver" + all.String()
}

func main() {
	in := bufio.NewReader(os.Stdin)
	out := bufio.NewWriter(os.Stdout)
	defer out.Flush()
	var count, bound int
	fmt.Fscan(in, &count, &bound)
	senders := map[string]*sender{}
	for ; count > 0; count-- {
		var kind, name string
		fmt.Fscan(in, &kind, &name)
		s := senders[name]
		if kind == "flush" {
			if s == nil {
				s = &sender{}
			}
			fmt.Fprintln(out, s.flush())
			continue
		}
		if s == nil {
			s = &sender{next: 1, waiting: map[int]bool{}}
			senders[name] = s
		}
		var number int
		fmt.Fscan(in, &number)
		fmt.Fprintln(out, s.event(number, bound))
	}
	names := []string{}
	for name := range senders {
		names = append(names, name)
	}
	sort.Strings(names)
	for _, name := range names {
		s := senders[name]
		fmt.Fprintln(out, name, s.delivered, s.duplicates, s.late, s.givenUp)
	}
}
