import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Mistake: signed ints. Shifts drag the sign along, and the upper half of the ring sorts first. */
public class Main {
    static int position(String text) {
        int h = (int) 2166136261L;
        for (int i = 0; i < text.length(); i++) {
            h = (h ^ text.charAt(i)) * 16777619;
        }
        h = (h ^ h >> 16) * (int) 2246822507L;
        h = (h ^ h >> 13) * (int) 3266489909L;
        return h ^ h >> 16;
    }

    public static void main(String[] args) throws IOException {
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in));
        int q = Integer.parseInt(in.readLine());
        TreeMap<Integer, TreeSet<String>> ring = new TreeMap<>();
        StringBuilder out = new StringBuilder();
        for (; q > 0; q--) {
            String[] words = in.readLine().split(" ");
            if (words[0].equals("add")) {
                for (int i = 0; i < Integer.parseInt(words[2]); i++) {
                    ring.computeIfAbsent(position(words[1] + "#" + i), key -> new TreeSet<>())
                        .add(words[1]);
                }
            } else if (words[0].equals("remove")) {
                ring.values().forEach(names -> names.remove(words[1]));
                ring.values().removeIf(Set::isEmpty);
            } else {
                out.append(owners(ring, words[1], Integer.parseInt(words[2]))).append('\n');
            }
        }
        System.out.print(out);
    }

    static String owners(TreeMap<Integer, TreeSet<String>> ring, String key, int wanted) {
        Set<String> found = new LinkedHashSet<>();
        List<Map<Integer, TreeSet<String>>> halves = new ArrayList<>();
        halves.add(ring.tailMap(position(key), true));
        halves.add(ring.headMap(position(key), false));
        for (Map<Integer, TreeSet<String>> half : halves) {
            for (TreeSet<String> names : half.values()) {
                for (String name : names) {
                    if (found.size() < wanted) {
                        found.add(name);
                    }
                }
                if (found.size() == wanted) {
                    return String.join(" ", found);
                }
            }
        }
        return found.isEmpty() ? "none" : String.join(" ", found);
    }
}
