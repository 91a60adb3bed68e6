import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A trie whose nodes keep the best five terms below them. */
public class Main {
    static final int KEPT = 5;

    static final class Term {
        final String text;
        int weight;

        Term(String text) {
            this.text = text;
        }

        boolean before(Term other) {
            return weight != other.weight ? weight > other.weight
                : text.compareTo(other.text) < 0;
        }
    }

    static final class Node {
        final Node[] children = new Node[26];
        final List<Term> best = new ArrayList<>(KEPT + 1);

        /** Weights only grow, so the term can only move towards the front. */
        void offer(Term term) {
            int at = best.indexOf(term);
            if (at < 0) {
                at = best.size();
                best.add(term);
            }
            while (at > 0 && term.before(best.get(at - 1))) {
                best.set(at, best.get(at - 1));
                at--;
            }
            best.set(at, term);
            if (best.size() > KEPT) {
                best.remove(KEPT);
            }
        }
    }

    public static void main(String[] args) throws IOException {
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in));
        int q = Integer.parseInt(in.readLine());
        Node root = new Node();
        Map<String, Term> terms = new HashMap<>();
        StringBuilder out = new StringBuilder();
        for (; q > 0; q--) {
            String[] words = in.readLine().split(" ");
            int number = Integer.parseInt(words[2]);
            if (words[0].equals("hit")) {
                Term term = terms.computeIfAbsent(words[1], Term::new);
                term.weight += number;
                hit(root, term);
            } else {
                out.append(top(root, words[1], number)).append('\n');
            }
        }
        System.out.print(out);
    }

    static void hit(Node root, Term term) {
        root.offer(term);
        Node at = root;
        for (char letter : term.text.toCharArray()) {
            if (at.children[letter - 'a'] == null) {
                at.children[letter - 'a'] = new Node();
            }
            at = at.children[letter - 'a'];
            at.offer(term);
        }
    }

    static String top(Node root, String prefix, int wanted) {
        Node at = root;
        if (!prefix.equals("*")) {
            for (char letter : prefix.toCharArray()) {
                at = at.children[letter - 'a'];
                if (at == null) {
                    return "-";
                }
            }
        }
        StringBuilder row = new StringBuilder();
        for (int i = 0; i < Math.min(wanted, at.best.size()); i++) {
            row.append(i > 0 ? " " : "").append(at.best.get(i).text);
        }
        return row.length() > 0 ? row.toString() : "-";
    }
}
