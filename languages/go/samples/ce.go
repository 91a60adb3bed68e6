package main

func main() {
	missingName()
}
