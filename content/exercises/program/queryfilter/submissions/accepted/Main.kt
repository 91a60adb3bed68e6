// A small tree of node classes, built by recursive descent.
import java.io.BufferedReader
import java.io.InputStreamReader

typealias Row = Map<String, Any>

val TOKEN = Regex(" *(?:([a-z][a-z0-9_]*)|(-?[0-9]+)|('[^']*')|(<=|>=|!=|[=<>(),]))")

sealed class Node {
    abstract fun holds(row: Row): Boolean
}

class AnyOf(private val parts: List<Node>) : Node() {
    override fun holds(row: Row) = parts.any { it.holds(row) }
}

class AllOf(private val parts: List<Node>) : Node() {
    override fun holds(row: Row) = parts.all { it.holds(row) }
}

class Not(private val inner: Node) : Node() {
    override fun holds(row: Row) = !inner.holds(row)
}

class Has(private val name: String) : Node() {
    override fun holds(row: Row) = name in row
}

class OneOf(private val name: String, private val values: Set<Any>) : Node() {
    override fun holds(row: Row) = row[name]?.let { it in values } ?: false
}

class Compare(private val name: String, private val sign: String, private val value: Any) : Node() {
    override fun holds(row: Row): Boolean {
        val own = row[name]
        val order = when {
            own is Long && value is Long -> own.compareTo(value)
            own is String && value is String -> own.compareTo(value)
            else -> return false
        }
        return when (sign) {
            "=" -> order == 0
            "!=" -> order != 0
            "<" -> order < 0
            "<=" -> order <= 0
            ">" -> order > 0
            else -> order >= 0
        }
    }
}

fun value(token: String): Any =
    if (token.startsWith("'")) token.substring(1, token.length - 1) else token.toLong()

class Parser(text: String) {
    private val tokens = TOKEN.findAll(text).map { it.value.trim() }.toList() + ""
    private var at = 0

    private fun take() = tokens[at++]

    private fun accept(token: String): Boolean {
        if (tokens[at] != token) return false
        at++
        return true
    }

    fun either(): Node {
        val parts = mutableListOf(both())
        while (accept("or")) parts.add(both())
        return parts.singleOrNull() ?: AnyOf(parts)
    }

    private fun both(): Node {
        val parts = mutableListOf(negation())
        while (accept("and")) parts.add(negation())
        return parts.singleOrNull() ?: AllOf(parts)
    }

    private fun negation(): Node {
        var negative = false
        while (accept("not")) negative = !negative
        val inner = comparison()
        return if (negative) Not(inner) else inner
    }

    private fun comparison(): Node {
        if (accept("(")) {
            val inner = either()
            take()
            return inner
        }
        if (accept("has")) return Has(take())
        val name = take()
        val sign = take()
        if (sign != "in") return Compare(name, sign, value(take()))
        val values = mutableSetOf<Any>()
        while (take() != ")") values.add(value(take()))
        return OneOf(name, values)
    }
}

fun readRow(line: String): Row =
    if (line == "-") emptyMap()
    else line.split(";").map { it.substringBefore("=") to value(it.substringAfter("=")) }.toMap()

fun run() {
    val input = BufferedReader(InputStreamReader(System.`in`))
    val (n, q) = input.readLine().split(" ").map { it.toInt() }
    val rows = List(n) { readRow(input.readLine()) }
    repeat(q) {
        val filter = Parser(input.readLine()).either()
        val hits = (1..n).filter { filter.holds(rows[it - 1]) }
        println((listOf(hits.size) + hits.take(3)).joinToString(" "))
    }
}

// A thread of its own, because the stack of the main thread may be too small for deep nesting.
fun main() {
    val thread = Thread(null, { run() }, "main", 256L shl 20)
    thread.start()
    thread.join()
}
