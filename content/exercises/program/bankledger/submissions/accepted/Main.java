import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Payments point to account objects; after a merger an account points to its successor. */
public class Main {
    static final class Account {
        final String name;
        long balance;
        long outgoing;
        Account successor;

        Account(String name) {
            this.name = name;
        }

        Account current() {
            Account at = this;
            while (at.successor != null) {
                at = at.successor;
            }
            return at;
        }
    }

    static final class Payment implements Comparable<Payment> {
        final long due;
        final int number;
        final Account account;
        final long amount;
        boolean done;

        Payment(long due, int number, Account account, long amount) {
            this.due = due;
            this.number = number;
            this.account = account;
            this.amount = amount;
        }

        @Override
        public int compareTo(Payment other) {
            return due != other.due ? Long.compare(due, other.due)
                : Integer.compare(number, other.number);
        }
    }

    static final Map<String, Account> ACCOUNTS = new HashMap<>();
    static final List<Payment> PAYMENTS = new ArrayList<>();
    static final PriorityQueue<Payment> DUE = new PriorityQueue<>();
    /** By name: balance after all that happened at a time; null once there is no such account. */
    static final Map<String, TreeMap<Long, Long>> PAST = new HashMap<>();

    static void note(long now, String name, Long balance) {
        PAST.computeIfAbsent(name, key -> new TreeMap<>()).put(now, balance);
    }

    static boolean take(long now, Account account, long amount) {
        if (account.balance < amount) {
            return false;
        }
        account.balance -= amount;
        account.outgoing += amount;
        note(now, account.name, account.balance);
        return true;
    }

    static void put(long now, Account account, long amount) {
        account.balance += amount;
        note(now, account.name, account.balance);
    }

    static void payUntil(long now) {
        while (!DUE.isEmpty() && DUE.peek().due <= now) {
            Payment payment = DUE.poll();
            if (!payment.done) {
                payment.done = true;
                take(payment.due, payment.account.current(), payment.amount);
            }
        }
    }

    static String run(long now, String[] w) {
        Account a = ACCOUNTS.get(w[2]);
        Account b = w.length > 3 ? ACCOUNTS.get(w[3]) : null;
        switch (w[1]) {
            case "open":
                if (a != null) {
                    return "0";
                }
                ACCOUNTS.put(w[2], new Account(w[2]));
                note(now, w[2], 0L);
                return "1";
            case "deposit":
                if (a == null) {
                    return "nil";
                }
                put(now, a, Long.parseLong(w[3]));
                return "" + a.balance;
            case "move":
                if (a == null || b == null || a == b || !take(now, a, Long.parseLong(w[4]))) {
                    return "nil";
                }
                put(now, b, Long.parseLong(w[4]));
                return "" + a.balance;
            case "top":
                String rows = ACCOUNTS.values().stream()
                    .sorted((x, y) -> x.outgoing != y.outgoing
                        ? Long.compare(y.outgoing, x.outgoing) : x.name.compareTo(y.name))
                    .limit(Integer.parseInt(w[2])).map(x -> x.name + "=" + x.outgoing)
                    .collect(Collectors.joining(" "));
                return rows.isEmpty() ? "nil" : rows;
            case "schedule":
                if (a == null) {
                    return "nil";
                }
                Payment payment = new Payment(now + Long.parseLong(w[4]), PAYMENTS.size() + 1, a,
                    Long.parseLong(w[3]));
                PAYMENTS.add(payment);
                DUE.add(payment);
                return "" + payment.number;
            case "cancel":
                int index = Integer.parseInt(w[3]) - 1;
                if (a == null || index >= PAYMENTS.size() || PAYMENTS.get(index).done
                    || PAYMENTS.get(index).account.current() != a) {
                    return "0";
                }
                PAYMENTS.get(index).done = true;
                return "1";
            case "merge":
                if (a == null || b == null || a == b) {
                    return "nil";
                }
                a.outgoing += b.outgoing;
                put(now, a, b.balance);
                b.successor = a;
                ACCOUNTS.remove(b.name);
                note(now, b.name, null);
                return "" + a.balance;
            default:
                Map.Entry<Long, Long> entry = PAST.getOrDefault(w[2], new TreeMap<>())
                    .floorEntry(Long.parseLong(w[3]));
                return entry == null || entry.getValue() == null ? "nil" : "" + entry.getValue();
        }
    }

    public static void main(String[] args) throws IOException {
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in));
        int commands = Integer.parseInt(in.readLine());
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < commands; i++) {
            String[] words = in.readLine().split(" ");
            long now = Long.parseLong(words[0]);
            payUntil(now);
            out.append(run(now, words)).append('\n');
        }
        System.out.print(out);
    }
}
