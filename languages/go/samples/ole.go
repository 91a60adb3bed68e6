package main

import "fmt"

func main() {
	for {
		fmt.Println("more and more output")
	}
}
