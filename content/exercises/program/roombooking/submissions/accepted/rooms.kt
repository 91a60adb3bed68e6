import java.util.TreeMap

// The only booking that can collide is the last one that starts before the new one ends.
fun assignRooms(rooms: Long, requests: List<List<Long>>): List<Long> {
    val plans = List(rooms.toInt()) { TreeMap<Long, Long>() }
    return requests.map { (start, end) ->
        val room = plans.indexOfFirst { plan ->
            val before = plan.lowerEntry(end)
            before == null || before.value <= start
        }
        if (room >= 0) plans[room][start] = end
        (room + 1).toLong()
    }
}
