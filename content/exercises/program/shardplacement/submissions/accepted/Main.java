import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.util.Arrays;
import java.util.Comparator;
import java.util.StringTokenizer;

/** Places large shards first where disks are tight, then moves and swaps from the busiest node. */
public class Main {
    static int n;
    static int m;
    static long[] size;
    static long[] load;
    static long[] free;
    static long[] busy;
    static int[][] placed;

    public static void main(String[] args) throws IOException {
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in));
        StringTokenizer first = new StringTokenizer(in.readLine());
        n = Integer.parseInt(first.nextToken());
        m = Integer.parseInt(first.nextToken());
        long disk = Long.parseLong(first.nextToken());
        size = new long[n];
        load = new long[n];
        Integer[] order = new Integer[n];
        for (int i = 0; i < n; i++) {
            StringTokenizer line = new StringTokenizer(in.readLine());
            size[i] = Long.parseLong(line.nextToken());
            load[i] = Long.parseLong(line.nextToken());
            order[i] = i;
        }
        Arrays.sort(order, Comparator.comparingLong(i -> -load[i]));
        if (!place(order, disk, true)) {
            Arrays.sort(order, Comparator.comparingLong(i -> -size[i]));
            place(order, disk, false);
        }
        for (int steps = 0; steps < 3000 && step(); steps++) {
        }
        StringBuilder out = new StringBuilder();
        for (int[] pair : placed) {
            out.append(pair[0] + 1).append(' ').append(pair[1] + 1).append('\n');
        }
        System.out.print(out);
    }

    static boolean place(Integer[] order, long disk, boolean byLoad) {
        free = new long[m];
        Arrays.fill(free, disk);
        busy = new long[m];
        placed = new int[n][];
        for (int i : order) {
            int[] pair = {-1, -1};
            for (int copy = 0; copy < 2; copy++) {
                for (int node = 0; node < m; node++) {
                    int best = pair[copy];
                    if (free[node] >= size[i] && node != pair[0] && (best < 0
                        || (byLoad ? busy[node] < busy[best] : free[node] > free[best]))) {
                        pair[copy] = node;
                    }
                }
                if (pair[copy] < 0) {
                    return false;
                }
                free[pair[copy]] -= size[i];
                busy[pair[copy]] += load[i];
            }
            placed[i] = pair;
        }
        return true;
    }

    static boolean on(int shard, int node) {
        return placed[shard][0] == node || placed[shard][1] == node;
    }

    static void move(int shard, int source, int target) {
        placed[shard][placed[shard][0] == source ? 0 : 1] = target;
        free[source] += size[shard];
        busy[source] -= load[shard];
        free[target] -= size[shard];
        busy[target] += load[shard];
    }

    static boolean step() {
        int top = 0;
        for (int node = 1; node < m; node++) {
            top = busy[node] > busy[top] ? node : top;
        }
        for (int i = 0; i < n; i++) {
            for (int node = 0; on(i, top) && node < m; node++) {
                if (!on(i, node) && free[node] >= size[i] && busy[node] + load[i] < busy[top]) {
                    move(i, top, node);
                    return true;
                }
            }
        }
        for (int i = 0; i < n; i++) {
            for (int j = 0; on(i, top) && j < n; j++) {
                if (!on(j, top) && load[i] > load[j] && (swap(i, j, top, placed[j][0])
                    || swap(i, j, top, placed[j][1]))) {
                    return true;
                }
            }
        }
        return false;
    }

    static boolean swap(int i, int j, int top, int node) {
        long extra = size[i] - size[j];
        if (on(i, node) || load[i] - load[j] >= busy[top] - busy[node]
            || free[node] < extra || free[top] < -extra) {
            return false;
        }
        move(i, top, node);
        move(j, node, top);
        return true;
    }
}
