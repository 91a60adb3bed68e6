// Recursive descent into a tree of functions.
package main

import (
	"bufio"
	"fmt"
	"os"
	"regexp"
	"strconv"
	"strings"
)

type value struct {
	isText bool
	number int
	text   string
}

type row map[string]value
type filter func(row) bool

var token = regexp.MustCompile(`[a-z][a-z0-9_]*|-?[0-9]+|'[^']*'|<=|>=|!=|[=<>(),]`)

func parseValue(text string) value {
	if text[0] == '\'' {
		return value{isText: true, text: text[1 : len(text)-1]}
	}
	number, _ := strconv.Atoi(text)
	return value{number: number}
}

type parser struct {
	tokens []string
	at     int
}

func (p *parser) take() string {
	p.at++
	return p.tokens[p.at-1]
}

func (p *parser) accept(text string) bool {
	if p.at < len(p.tokens) && p.tokens[p.at] == text {
		p.at++
		return true
	}
	return false
}

func (p *parser) either() filter {
	left := p.both()
	for p.accept("or") {
		a, b := left, p.both()
		left = func(r row) bool { return a(r) || b(r) }
	}
	return left
}

func (p *parser) both() filter {
	left := p.negation()
	for p.accept("and") {
		a, b := left, p.negation()
		left = func(r row) bool { return a(r) && b(r) }
	}
	return left
}

func (p *parser) negation() filter {
	if p.accept("not") {
		inner := p.negation()
		return func(r row) bool { return !inner(r) }
	}
	if p.accept("(") {
		inner := p.either()
		p.take()
		return inner
	}
	if p.accept("has") {
		name := p.take()
		return func(r row) bool { _, found := r[name]; return found }
	}
	return p.comparison()
}

func (p *parser) comparison() filter {
	name, sign := p.take(), p.take()
	if sign == "in" {
		values := map[value]bool{}
		for p.take() != ")" {
			values[parseValue(p.take())] = true
		}
		return func(r row) bool { own, found := r[name]; return found && values[own] }
	}
	want := parseValue(p.take())
	return func(r row) bool {
		own, found := r[name]
		if !found || own.isText != want.isText {
			return false
		}
		order := strings.Compare(own.text, want.text)
		if !own.isText {
			order = own.number - want.number
		}
		switch sign {
		case "=":
			return order == 0
		case "!=":
			return order != 0
		case "<":
			return order < 0
		case "<=":
			return order <= 0
		case ">":
			return order > 0
		}
		return order >= 0
	}
}

func readRow(line string) row {
	r := row{}
	if line != "-" {
		for _, part := range strings.Split(line, ";") {
			at := strings.IndexByte(part, '=')
			r[part[:at]] = parseValue(part[at+1:])
		}
	}
	return r
}

func main() {
	in := bufio.NewScanner(os.Stdin)
	in.Buffer(make([]byte, 1<<16), 1<<20)
	var n, q int
	in.Scan()
	fmt.Sscan(in.Text(), &n, &q)
	rows := make([]row, n)
	for i := range rows {
		in.Scan()
		rows[i] = readRow(in.Text())
	}
	for ; q > 0; q-- {
		in.Scan()
		p := &parser{tokens: token.FindAllString(in.Text(), -1)}
		matches := p.either()
		count, first := 0, ""
		for i, r := range rows {
			if matches(r) {
				count++
				if count <= 3 {
					first += fmt.Sprint(" ", i+1)
				}
			}
		}
		fmt.Println(fmt.Sprint(count) + first)
	}
}
