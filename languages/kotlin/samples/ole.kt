fun main() {
    while (true) println("more and more output")
}
