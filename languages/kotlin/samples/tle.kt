fun main() {
    var turns = 0L
    while (true) {
        turns++
        if (turns < 0) println(turns)
    }
}
