// Level 1 only: later commands have no effect and no result.
package main

import (
	"bufio"
	"fmt"
	"os"
	"strings"
)

func main() {
	in := bufio.NewScanner(os.Stdin)
	out := bufio.NewWriter(os.Stdout)
	defer out.Flush()
	values := map[[2]string]string{}
	in.Scan()
	for in.Scan() {
		words := strings.Split(in.Text(), " ")
		if len(words) < 4 {
			continue
		}
		key := [2]string{words[2], words[3]}
		value, found := values[key]
		switch words[1] {
		case "set":
			values[key] = words[4]
		case "get":
			if !found {
				value = "nil"
			}
			fmt.Fprintln(out, value)
		case "del":
			delete(values, key)
			if found {
				fmt.Fprintln(out, 1)
			} else {
				fmt.Fprintln(out, 0)
			}
		}
	}
}
