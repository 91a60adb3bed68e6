import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;

/** Selects with a heap of size k whose root is the least important endpoint kept so far. */
public class Main {
    static final class Row {
        final String path;
        final int count;
        final int p95;

        Row(String path, List<Integer> values) {
            Collections.sort(values);
            this.path = path;
            this.count = values.size();
            this.p95 = values.get((95 * values.size() + 99) / 100 - 1);
        }
    }

    public static void main(String[] args) throws IOException {
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in));
        String[] first = in.readLine().split(" ");
        int n = Integer.parseInt(first[0]);
        int k = Integer.parseInt(first[1]);
        Map<String, List<Integer>> groups = new HashMap<>();
        for (int i = 0; i < n; i++) {
            String line = in.readLine();
            int space = line.indexOf(' ');
            groups.computeIfAbsent(line.substring(0, space), path -> new ArrayList<>())
                .add(Integer.parseInt(line.substring(space + 1)));
        }
        Comparator<Row> leastFirst = (a, b) -> {
            if (a.count != b.count) {
                return Integer.compare(a.count, b.count);
            }
            if (a.p95 != b.p95) {
                return Integer.compare(a.p95, b.p95);
            }
            return b.path.compareTo(a.path);
        };
        PriorityQueue<Row> kept = new PriorityQueue<>(leastFirst);
        groups.forEach((path, values) -> {
            kept.add(new Row(path, values));
            if (kept.size() > k) {
                kept.poll();
            }
        });
        Deque<Row> report = new ArrayDeque<>();
        while (!kept.isEmpty()) {
            report.push(kept.poll());
        }
        StringBuilder out = new StringBuilder();
        for (Row row : report) {
            out.append(row.path).append(' ').append(row.count).append(' ').append(row.p95)
                .append('\n');
        }
        System.out.print(out);
    }
}
