// A sorted set of waiting numbers, and a sorted map from the start of a gap to its end.
import java.io.BufferedReader
import java.io.InputStreamReader
import java.util.TreeMap
import java.util.TreeSet

class Sender(private val bound: Int) {
    private var next = 1L
    private val waiting = TreeSet<Long>()
    private val gaps = TreeMap<Long, Long>()
    private var delivered = 0L
    private var duplicates = 0L
    private var late = 0L
    private var givenUp = 0L

    fun event(number: Long): String {
        val gap = gaps.floorEntry(number)
        if (number < next && gap != null && number <= gap.value) {
            late++
            return "late"
        }
        if (number < next || !waiting.add(number)) {
            duplicates++
            return "duplicate"
        }
        if (waiting.first() != next && waiting.size <= bound) return "wait"
        return "deliver" + deliverRun()
    }

    fun flush(): String {
        if (waiting.isEmpty()) return "nothing"
        val all = StringBuilder("deliver")
        while (waiting.isNotEmpty()) all.append(deliverRun())
        return all.toString()
    }

    fun summary() = "$delivered $duplicates $late $givenUp"

    private fun deliverRun(): String {
        val first = waiting.first()
        if (first > next) {
            gaps[next] = first - 1
            givenUp += first - next
            next = first
        }
        val run = StringBuilder()
        while (waiting.remove(next)) {
            run.append(' ').append(next++)
            delivered++
        }
        return run.toString()
    }
}

fun main() {
    val input = BufferedReader(InputStreamReader(System.`in`))
    val (count, bound) = input.readLine().split(" ").map { it.toInt() }
    val senders = TreeMap<String, Sender>()
    val out = StringBuilder()
    repeat(count) {
        val words = input.readLine().split(" ")
        val result = if (words[0] == "event") {
            senders.getOrPut(words[1]) { Sender(bound) }.event(words[2].toLong())
        } else {
            senders[words[1]]?.flush() ?: "nothing"
        }
        out.append(result).append('\n')
    }
    senders.forEach { (name, sender) -> out.append("$name ${sender.summary()}\n") }
    print(out)
}
