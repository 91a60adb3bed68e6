fun main() {
    val three = listOf(1, 2, 3)
    println(three[7])
}
