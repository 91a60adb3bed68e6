// A trie whose nodes keep the best five terms below them.
package main

import (
	"bufio"
	"fmt"
	"os"
	"strings"
)

const kept = 5

type term struct {
	text   string
	weight int
}

type node struct {
	children map[byte]*node
	best     []*term
}

func newNode() *node { return &node{children: map[byte]*node{}} }

// offer moves the term forward from where it is; weights only grow.
func (n *node) offer(t *term) {
	at := 0
	for at < len(n.best) && n.best[at] != t {
		at++
	}
	if at == len(n.best) {
		n.best = append(n.best, t)
	}
	for ; at > 0; at-- {
		before := n.best[at-1]
		if before.weight > t.weight || before.weight == t.weight && before.text < t.text {
			break
		}
		n.best[at] = before
	}
	n.best[at] = t
	if len(n.best) > kept {
		n.best = n.best[:kept]
	}
}

func main() {
	in := bufio.NewReader(os.Stdin)
	out := bufio.NewWriter(os.Stdout)
	defer out.Flush()
	var q int
	fmt.Fscan(in, &q)
	root, terms := newNode(), map[string]*term{}
	for ; q > 0; q-- {
		var kind, text string
		var number int
		fmt.Fscan(in, &kind, &text, &number)
		if kind == "hit" {
			t := terms[text]
			if t == nil {
				t = &term{text: text}
				terms[text] = t
			}
			t.weight += number
			root.offer(t)
			at := root
			for i := 0; i < len(text); i++ {
				if at.children[text[i]] == nil {
					at.children[text[i]] = newNode()
				}
				at = at.children[text[i]]
				at.offer(t)
			}
			continue
		}
		at := root
		for i := 0; i < len(text) && text != "*" && at != nil; i++ {
			at = at.children[text[i]]
		}
		row := []string{}
		for i := 0; at != nil && i < number && i < len(at.best); i++ {
			row = append(row, at.best[i].text)
		}
		if len(row) == 0 {
			row = append(row, "-")
		}
		fmt.Fprintln(out, strings.Join(row, " "))
	}
}
