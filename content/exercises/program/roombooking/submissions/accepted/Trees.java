import java.util.*;

/** A sorted map from start to end per room. */
class Solution {
    List<Long> assignRooms(long rooms, List<List<Long>> requests) {
        List<TreeMap<Long, Long>> plans = new ArrayList<>();
        for (int room = 0; room < rooms; room++) {
            plans.add(new TreeMap<>());
        }
        List<Long> result = new ArrayList<>();
        for (List<Long> request : requests) {
            result.add(place(plans, request.get(0), request.get(1)));
        }
        return result;
    }

    private long place(List<TreeMap<Long, Long>> plans, long start, long end) {
        for (int room = 0; room < plans.size(); room++) {
            Map.Entry<Long, Long> before = plans.get(room).lowerEntry(end);
            if (before == null || before.getValue() <= start) {
                plans.get(room).put(start, end);
                return room + 1;
            }
        }
        return 0;
    }
}
