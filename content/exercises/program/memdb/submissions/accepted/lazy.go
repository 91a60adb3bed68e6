// Maps of maps with lazy expiry; one function decides what is alive.
package main

import (
	"bufio"
	"fmt"
	"os"
	"sort"
	"strconv"
	"strings"
)

// entry has an end of 0 if it lives for ever; in a backup, end is the remaining time.
type entry struct {
	value string
	end   int
}

type content map[string]map[string]entry

type database struct {
	now     int
	records content
	backups []content
}

func (d *database) alive(e entry) bool { return e.end == 0 || e.end > d.now }

func (d *database) find(record, field string) (entry, bool) {
	e, found := d.records[record][field]
	return e, found && d.alive(e)
}

func (d *database) put(record, field string, e entry) {
	if d.records[record] == nil {
		d.records[record] = map[string]entry{}
	}
	d.records[record][field] = e
}

// copyOf keeps the living fields and moves their ends.
func (d *database) copyOf(from content, shift int, living func(entry) bool) content {
	result := content{}
	for record, fields := range from {
		row := map[string]entry{}
		for field, e := range fields {
			if living(e) {
				if e.end != 0 {
					e.end += shift
				}
				row[field] = e
			}
		}
		if len(row) > 0 {
			result[record] = row
		}
	}
	return result
}

func joined(words []string) string {
	if len(words) == 0 {
		return "nil"
	}
	sort.Strings(words)
	return strings.Join(words, " ")
}

func (d *database) run(name string, args []string) string {
	switch name {
	case "set":
		d.put(args[0], args[1], entry{value: args[2]})
	case "setx":
		duration, _ := strconv.Atoi(args[3])
		d.put(args[0], args[1], entry{args[2], d.now + duration})
	case "get":
		if e, found := d.find(args[0], args[1]); found {
			return e.value
		}
		return "nil"
	case "del":
		_, found := d.find(args[0], args[1])
		delete(d.records[args[0]], args[1])
		if found {
			return "1"
		}
		return "0"
	case "ttl":
		e, found := d.find(args[0], args[1])
		if !found {
			return "nil"
		}
		if e.end == 0 {
			return "forever"
		}
		return strconv.Itoa(e.end - d.now)
	case "scan":
		names := []string{}
		for field, e := range d.records[args[0]] {
			if d.alive(e) && strings.HasPrefix(field, strings.Trim(args[1], "*")) {
				names = append(names, field)
			}
		}
		sort.Strings(names)
		for i, field := range names {
			names[i] = field + "=" + d.records[args[0]][field].value
		}
		if len(names) > 0 {
			return strings.Join(names, " ")
		}
		return "nil"
	case "keys":
		names := []string{}
		for record, fields := range d.records {
			for _, e := range fields {
				if d.alive(e) && strings.HasPrefix(record, strings.Trim(args[0], "*")) {
					names = append(names, record)
					break
				}
			}
		}
		return joined(names)
	case "backup":
		saved := d.copyOf(d.records, -d.now, d.alive)
		d.backups = append(d.backups, saved)
		return strconv.Itoa(len(saved))
	case "restore":
		number, _ := strconv.Atoi(args[0])
		d.records = d.copyOf(d.backups[number-1], d.now, func(entry) bool { return true })
		return strconv.Itoa(len(d.records))
	}
	return ""
}

func main() {
	in := bufio.NewScanner(os.Stdin)
	out := bufio.NewWriter(os.Stdout)
	defer out.Flush()
	d := &database{records: content{}}
	in.Scan()
	for in.Scan() {
		words := strings.Split(in.Text(), " ")
		d.now, _ = strconv.Atoi(words[0])
		if result := d.run(words[1], words[2:]); result != "" {
			fmt.Fprintln(out, result)
		}
	}
}
