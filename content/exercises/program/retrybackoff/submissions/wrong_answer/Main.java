import java.util.Scanner;

/** Mistake: computes the power and caps it afterwards; beyond 64 bits it wraps around. */
public class Main {
    public static void main(String[] args) {
        Scanner in = new Scanner(System.in);
        long[] policy = new long[6];
        for (int i = 0; i < 6; i++) {
            policy[i] = in.nextLong();
        }
        int requests = in.nextInt();
        for (; requests > 0; requests--) {
            int retries = in.nextInt();
            String verdict = null;
            long power = policy[0];
            long total = 0;
            for (int i = 1; i <= retries; i++) {
                String[] parts = in.next().split(":");
                long wait = Long.parseLong(parts[0]);
                long demand = parts.length == 2 ? Long.parseLong(parts[1]) : 0;
                long delay = Math.min(policy[2], power);
                total += wait;
                if (verdict != null) {
                    continue;
                }
                if (i >= policy[4]) {
                    verdict = "attempts " + i;
                } else if (wait < Math.max(demand, (delay * (100 - policy[3]) + 99) / 100)) {
                    verdict = "early " + i;
                } else if (wait > Math.max(demand, delay * (100 + policy[3]) / 100)) {
                    verdict = "late " + i;
                } else if (total > policy[5]) {
                    verdict = "budget " + i;
                }
                power *= policy[1];
            }
            System.out.println(verdict != null ? verdict : "ok " + total);
        }
    }
}
