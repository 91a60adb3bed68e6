// Mistake: numbers the nodes from 0 in the output.
package main

import (
	"bufio"
	"fmt"
	"os"
)

func main() {
	in := bufio.NewReader(os.Stdin)
	var n, m, c, size, load int
	fmt.Fscan(in, &n, &m, &c)
	for i := 0; i < n; i++ {
		fmt.Fscan(in, &size, &load)
		fmt.Println(2*i%m, (2*i+1)%m)
	}
}
