import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.util.Map;
import java.util.TreeMap;

/** Counts the third field in a map that is sorted by code. */
public class Main {
    public static void main(String[] args) throws IOException {
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in));
        int requests = Integer.parseInt(in.readLine().trim());
        Map<Integer, Integer> counts = new TreeMap<>();
        int errors = 0;
        for (int i = 0; i < requests; i++) {
            String status = in.readLine().split(" ")[2];
            if (status.equals("-")) {
                continue;
            }
            int code = Integer.parseInt(status);
            counts.merge(code, 1, Integer::sum);
            if (code >= 500) {
                errors++;
            }
        }
        StringBuilder out = new StringBuilder();
        counts.forEach((code, count) -> out.append(code).append(' ').append(count).append('\n'));
        System.out.print(out.append("errors ").append(errors).append('\n'));
    }
}
