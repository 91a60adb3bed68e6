import java.io.FileDescriptor
import java.io.FileOutputStream
import java.math.BigDecimal
import java.math.MathContext
import java.math.RoundingMode
import java.util.ArrayDeque
import java.util.TreeMap

class ListNode<T>(var value: T, var next: ListNode<T>? = null)

class TreeNode<T>(var value: T, var left: TreeNode<T>? = null, var right: TreeNode<T>? = null)

/** How a type is read and written. */
class Kind<T>(val read: (Greenroom) -> T, val write: (T, StringBuilder) -> Unit)

/** Reads arguments and prints results of a function exercise. Prints of the solution go to stderr. */
class Greenroom {
    private val text: String = String(System.`in`.readBytes(), Charsets.UTF_8)
    private var at = 0
    private val output = FileOutputStream(FileDescriptor.out)
    private val out = StringBuilder()

    init {
        System.setOut(System.err)
    }

    fun <T> next(kind: Kind<T>): T = kind.read(this)

    /** The next argument of a call; commas stand between all parts of a call. */
    fun <T> argument(kind: Kind<T>): T {
        take(',')
        return kind.read(this)
    }

    fun <T> print(kind: Kind<T>, value: T) {
        kind.write(value, out)
        out.append('\n')
        if (out.length > 65536) flush()
    }

    fun flush() {
        output.write(out.toString().toByteArray(Charsets.UTF_8))
        output.flush()
        out.setLength(0)
    }

    fun end(): Boolean {
        blank()
        return at >= text.length
    }

    fun expect(c: Char) {
        if (!take(c)) throw IllegalStateException("the input is not what the signature says")
    }

    private fun blank() {
        while (at < text.length && text[at] <= ' ') at++
    }

    fun take(c: Char): Boolean {
        blank()
        if (at < text.length && text[at] == c) {
            at++
            return true
        }
        return false
    }

    fun takeWord(word: String): Boolean {
        blank()
        if (text.startsWith(word, at)) {
            at += word.length
            return true
        }
        return false
    }

    fun number(): String {
        blank()
        val start = at
        while (at < text.length && text[at] in "+-.eE0123456789") at++
        return text.substring(start, at)
    }

    fun string(): String {
        expect('"')
        val found = StringBuilder()
        while (text[at] != '"') {
            var c = text[at++]
            if (c == '\\') {
                c = text[at++]
                when (c) {
                    'n' -> c = '\n'
                    'r' -> c = '\r'
                    't' -> c = '\t'
                    'b' -> c = '\b'
                    'f' -> c = '\u000c'
                    'u' -> {
                        c = text.substring(at, at + 4).toInt(16).toChar()
                        at += 4
                    }
                }
            }
            found.append(c)
        }
        at++
        return found.toString()
    }

    companion object {
        val INT: Kind<Long> = Kind({ it.number().toLong() }, { value, out -> out.append(value) })
        val FLOAT: Kind<Double> = Kind({ it.number().toDouble() }, { value, out -> writeFloat(value, out) })
        val BOOL: Kind<Boolean> = Kind({ readBool(it) }, { value, out -> out.append(value) })
        val STRING: Kind<String> = Kind({ it.string() }, { value, out -> writeString(value, out) })

        private fun readBool(session: Greenroom): Boolean {
            if (session.takeWord("true")) return true
            if (session.takeWord("false")) return false
            throw IllegalStateException("the input is not what the signature says")
        }

        fun <T> list(item: Kind<T>): Kind<List<T>> = Kind<List<T>>({ session ->
            val found = ArrayList<T>()
            session.expect('[')
            while (!session.take(']')) {
                session.take(',')
                found.add(item.read(session))
            }
            found
        }, { value, out ->
            out.append('[')
            var first = true
            for (one in value) {
                if (!first) out.append(',')
                first = false
                item.write(one, out)
            }
            out.append(']')
        })

        private fun <K, T> readMap(session: Greenroom, item: Kind<T>, key: (String) -> K): Map<K, T> {
            val found = HashMap<K, T>()
            session.expect('{')
            while (!session.take('}')) {
                session.take(',')
                val name = key(session.string())
                session.expect(':')
                found[name] = item.read(session)
            }
            return found
        }

        private fun <K, T> writeMap(sorted: Map<K, T>, item: Kind<T>, out: StringBuilder) {
            out.append('{')
            var first = true
            for (entry in sorted) {
                if (!first) out.append(',')
                first = false
                writeString(entry.key.toString(), out)
                out.append(':')
                item.write(entry.value, out)
            }
            out.append('}')
        }

        fun <T> mapInt(item: Kind<T>): Kind<Map<Long, T>> = Kind(
            { session -> readMap(session, item) { it.toLong() } },
            { value, out -> writeMap(TreeMap(value), item, out) })

        // By code point, as every other language does it.
        fun <T> mapString(item: Kind<T>): Kind<Map<String, T>> = Kind(
            { session -> readMap(session, item) { it } },
            { value, out ->
                val sorted = TreeMap<String, T>(Comparator { a, b ->
                    java.util.Arrays.compare(a.codePoints().toArray(), b.codePoints().toArray())
                })
                sorted.putAll(value)
                writeMap(sorted, item, out)
            })

        fun <T : Any> optional(item: Kind<T>): Kind<T?> = Kind(
            { session -> if (session.takeWord("null")) null else item.read(session) },
            { value, out -> if (value == null) out.append("null") else item.write(value, out) })

        fun <T> linkedList(item: Kind<T>): Kind<ListNode<T>?> {
            val list = list(item)
            return Kind({ session ->
                var head: ListNode<T>? = null
                for (value in list.read(session).asReversed()) head = ListNode(value, head)
                head
            }, { value, out ->
                val found = ArrayList<T>()
                var node = value
                while (node != null) {
                    found.add(node.value)
                    node = node.next
                }
                list.write(found, out)
            })
        }

        fun <T : Any> tree(item: Kind<T>): Kind<TreeNode<T>?> {
            val list = list(optional(item))
            return Kind({ session -> readTree(list.read(session)) }, { value, out ->
                val queue = ArrayList<TreeNode<T>?>()
                val found = ArrayList<T?>()
                queue.add(value)
                var i = 0
                while (i < queue.size) {
                    val node = queue[i++]
                    found.add(node?.value)
                    if (node != null) {
                        queue.add(node.left)
                        queue.add(node.right)
                    }
                }
                list.write(found.dropLastWhile { it == null }, out)
            })
        }

        private fun <T : Any> readTree(values: List<T?>): TreeNode<T>? {
            val first = values.firstOrNull() ?: return null
            val root = TreeNode(first)
            val queue = ArrayDeque<TreeNode<T>>()
            queue.add(root)
            for (i in 1 until values.size) {
                val value = values[i]
                val child = if (value == null) null else TreeNode(value)
                if (i % 2 == 1) queue.peek().left = child else queue.remove().right = child
                if (child != null) queue.add(child)
            }
            return root
        }

        private fun writeString(value: String, out: StringBuilder) {
            out.append('"')
            for (c in value) {
                val plain = "\"\\\n\r\t\b\u000c".indexOf(c)
                if (plain >= 0) {
                    out.append('\\').append("\"\\nrtbf"[plain])
                } else if (c >= ' ' && c < '\u007f') {
                    out.append(c)
                } else {
                    out.append(String.format("\\u%04x", c.toInt()))
                }
            }
            out.append('"')
        }

        /** The fewest digits that read back as the same number, written as Python writes them. */
        private fun writeFloat(value: Double, out: StringBuilder) {
            if (value.isNaN() || value.isInfinite()) {
                throw IllegalStateException("the solution returned a number that is not finite")
            }
            if (value == 0.0) {
                out.append(if (1 / value < 0) "-0.0" else "0.0")
                return
            }
            val size = Math.abs(value)
            val exact = BigDecimal(size)
            var found = exact
            for (count in 1..17) {
                found = exact.round(MathContext(count, RoundingMode.HALF_EVEN))
                if (found.toDouble() == size) break
            }
            found = found.stripTrailingZeros()
            val digits = found.unscaledValue().toString()
            val exponent = digits.length - 1 - found.scale()
            if (value < 0) out.append('-')
            if (exponent < -4 || exponent >= 16) {
                out.append(digits[0])
                if (digits.length > 1) out.append('.').append(digits.substring(1))
                out.append('e').append(if (exponent < 0) '-' else '+')
                out.append(String.format("%02d", Math.abs(exponent)))
            } else if (exponent < 0) {
                out.append("0.").append("0".repeat(-exponent - 1)).append(digits)
            } else {
                val whole = exponent + 1
                val rest = digits.drop(whole)
                out.append(digits.take(whole).padEnd(whole, '0')).append('.')
                out.append(if (rest.isEmpty()) "0" else rest)
            }
        }
    }
}
