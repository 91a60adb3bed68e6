import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Scanner;

/** Mistake: a plain queue deploys services in the order in which they became ready. */
class Main {
    public static void main(String[] args) {
        Scanner in = new Scanner(System.in);
        int n = in.nextInt();
        Map<String, List<String>> needs = new LinkedHashMap<>();
        Map<String, List<String>> waiting = new HashMap<>();
        Map<String, Integer> missing = new HashMap<>();
        Deque<String> ready = new ArrayDeque<>();
        for (int i = 0; i < n; i++) {
            String name = in.next();
            int count = in.nextInt();
            missing.put(name, count);
            needs.put(name, new ArrayList<>());
            for (int j = 0; j < count; j++) {
                String other = in.next();
                needs.get(name).add(other);
                waiting.computeIfAbsent(other, key -> new ArrayList<>()).add(name);
            }
        }
        needs.keySet().stream().sorted().filter(name -> missing.get(name) == 0).forEach(ready::add);
        List<String> order = new ArrayList<>();
        while (!ready.isEmpty()) {
            String name = ready.poll();
            order.add(name);
            for (String other : waiting.getOrDefault(name, List.of())) {
                if (missing.merge(other, -1, Integer::sum) == 0) {
                    ready.add(other);
                }
            }
        }
        if (order.size() == n) {
            System.out.println("ORDER\n" + String.join("\n", order));
            return;
        }
        String at = needs.keySet().stream().filter(name -> missing.get(name) > 0).findFirst().get();
        List<String> path = new ArrayList<>();
        Map<String, Integer> position = new HashMap<>();
        while (!position.containsKey(at)) {
            position.put(at, path.size());
            path.add(at);
            for (String need : needs.get(at)) {
                if (missing.get(need) > 0) {
                    at = need;
                    break;
                }
            }
        }
        List<String> cycle = path.subList(position.get(at), path.size());
        System.out.println("CYCLE " + cycle.size() + "\n" + String.join("\n", cycle));
    }
}
