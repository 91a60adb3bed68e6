package main

import "container/list"

type entry struct {
	key, value int
}

// LruCache keeps its entries in a list, the most recently used one in front.
type LruCache struct {
	capacity int
	order    *list.List
	places   map[int]*list.Element
}

func NewLruCache(capacity int) *LruCache {
	return &LruCache{capacity, list.New(), map[int]*list.Element{}}
}

func (self *LruCache) Get(key int) *int {
	place := self.places[key]
	if place == nil {
		return nil
	}
	self.order.MoveToFront(place)
	return &place.Value.(*entry).value
}

func (self *LruCache) Peek(key int) *int {
	place := self.places[key]
	if place == nil {
		return nil
	}
	return &place.Value.(*entry).value
}

func (self *LruCache) Put(key int, value int) {
	if place := self.places[key]; place != nil {
		place.Value.(*entry).value = value
		self.order.MoveToFront(place)
		return
	}
	if self.order.Len() == self.capacity {
		oldest := self.order.Back()
		delete(self.places, oldest.Value.(*entry).key)
		self.order.Remove(oldest)
	}
	self.places[key] = self.order.PushFront(&entry{key, value})
}

func (self *LruCache) Keys() []int {
	result := []int{}
	for place := self.order.Front(); place != nil; place = place.Next() {
		result = append(result, place.Value.(*entry).key)
	}
	return result
}
