package main

import "sort"

type plan struct {
	starts, ends []int
}

func insert(values []int, at, value int) []int {
	values = append(values, 0)
	copy(values[at+1:], values[at:])
	values[at] = value
	return values
}

// add books the room unless a neighbour in the plan is in the way.
func (p *plan) add(start, end int) bool {
	at := sort.SearchInts(p.starts, start)
	if at > 0 && p.ends[at-1] > start || at < len(p.starts) && p.starts[at] < end {
		return false
	}
	p.starts = insert(p.starts, at, start)
	p.ends = insert(p.ends, at, end)
	return true
}

func assignRooms(rooms int, requests [][]int) []int {
	plans := make([]plan, rooms)
	result := make([]int, len(requests))
	for i, request := range requests {
		for room := range plans {
			if plans[room].add(request[0], request[1]) {
				result[i] = room + 1
				break
			}
		}
	}
	return result
}
