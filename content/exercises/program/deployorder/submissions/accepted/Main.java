import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** Keeps the ready services in a sorted set. */
public class Main {
    public static void main(String[] args) throws IOException {
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in));
        int n = Integer.parseInt(in.readLine().trim());
        Map<String, List<String>> needs = new LinkedHashMap<>();
        Map<String, List<String>> waiting = new HashMap<>();
        Map<String, Integer> missing = new HashMap<>();
        TreeSet<String> ready = new TreeSet<>();
        for (int i = 0; i < n; i++) {
            String[] words = in.readLine().split(" ");
            List<String> own = new ArrayList<>();
            for (int j = 2; j < words.length; j++) {
                own.add(words[j]);
                waiting.computeIfAbsent(words[j], key -> new ArrayList<>()).add(words[0]);
            }
            needs.put(words[0], own);
            missing.put(words[0], own.size());
            if (own.isEmpty()) {
                ready.add(words[0]);
            }
        }
        List<String> order = new ArrayList<>();
        while (!ready.isEmpty()) {
            String name = ready.pollFirst();
            order.add(name);
            for (String other : waiting.getOrDefault(name, List.of())) {
                if (missing.merge(other, -1, Integer::sum) == 0) {
                    ready.add(other);
                }
            }
        }
        if (order.size() == n) {
            System.out.println("ORDER\n" + String.join("\n", order));
        } else {
            List<String> cycle = findCycle(needs, missing);
            System.out.println("CYCLE " + cycle.size() + "\n" + String.join("\n", cycle));
        }
    }

    /** Walks along blocked dependencies until a service comes up for the second time. */
    static List<String> findCycle(Map<String, List<String>> needs, Map<String, Integer> missing) {
        String at = needs.keySet().stream().filter(name -> missing.get(name) > 0).findFirst().get();
        Map<String, Integer> position = new HashMap<>();
        List<String> path = new ArrayList<>();
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
        return path.subList(position.get(at), path.size());
    }
}
