import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Two stacks instead of recursion; a record maps names to Long or String. */
public class Main {
    static final Pattern TOKEN =
        Pattern.compile(" *(?:([a-z][a-z0-9_]*)|(-?[0-9]+)|('[^']*')|(<=|>=|!=|[=<>(),]))");

    /** Postfix code: comparisons, and the strings "not", "and", "or". */
    static List<Object> compile(String text) {
        List<Object> code = new ArrayList<>();
        Deque<String> waiting = new ArrayDeque<>();
        Matcher tokens = TOKEN.matcher(text);
        while (tokens.find()) {
            String token = token(tokens);
            switch (token) {
                case "not":
                case "(":
                    waiting.push(token);
                    break;
                case "and":
                case "or":
                    while (!waiting.isEmpty() && power(waiting.peek()) >= power(token)) {
                        code.add(waiting.pop());
                    }
                    waiting.push(token);
                    break;
                case ")":
                    while (!waiting.peek().equals("(")) {
                        code.add(waiting.pop());
                    }
                    waiting.pop();
                    break;
                default:
                    code.add(comparison(token, tokens));
            }
        }
        while (!waiting.isEmpty()) {
            code.add(waiting.pop());
        }
        return code;
    }

    static int power(String operator) {
        return List.of("(", "or", "and", "not").indexOf(operator);
    }

    static String token(Matcher tokens) {
        return tokens.group().trim();
    }

    static String next(Matcher tokens) {
        tokens.find();
        return token(tokens);
    }

    static Object value(String token) {
        return token.startsWith("'") ? (Object) token.substring(1, token.length() - 1)
            : (Object) Long.valueOf(token);
    }

    static Predicate<Map<String, Object>> comparison(String first, Matcher tokens) {
        if (first.equals("has")) {
            String name = next(tokens);
            return row -> row.containsKey(name);
        }
        String sign = next(tokens);
        if (sign.equals("in")) {
            List<Object> values = new ArrayList<>();
            while (!next(tokens).equals(")")) {
                values.add(value(next(tokens)));
            }
            return row -> row.containsKey(first) && values.contains(row.get(first));
        }
        Object value = value(next(tokens));
        return row -> {
            Object own = row.get(first);
            if (own == null || own.getClass() != value.getClass()) {
                return false;
            }
            int order = own instanceof Long ? ((Long) own).compareTo((Long) value)
                : ((String) own).compareTo((String) value);
            switch (sign) {
                case "=": return order == 0;
                case "!=": return order != 0;
                case "<": return order < 0;
                case "<=": return order <= 0;
                case ">": return order > 0;
                default: return order >= 0;
            }
        };
    }

    @SuppressWarnings("unchecked")
    static boolean matches(List<Object> code, Map<String, Object> row) {
        boolean[] stack = new boolean[code.size()];
        int top = 0;
        for (Object step : code) {
            if (step instanceof Predicate) {
                stack[top++] = ((Predicate<Map<String, Object>>) step).test(row);
            } else if (step.equals("not")) {
                stack[top - 1] = !stack[top - 1];
            } else {
                top--;
                stack[top - 1] = step.equals("and") ? stack[top - 1] && stack[top]
                    : stack[top - 1] || stack[top];
            }
        }
        return stack[0];
    }

    public static void main(String[] args) throws IOException {
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in));
        String[] sizes = in.readLine().split(" ");
        List<Map<String, Object>> rows = new ArrayList<>();
        for (int i = 0; i < Integer.parseInt(sizes[0]); i++) {
            Map<String, Object> row = new HashMap<>();
            String line = in.readLine();
            for (String part : line.equals("-") ? new String[0] : line.split(";")) {
                int sign = part.indexOf('=');
                row.put(part.substring(0, sign), value(part.substring(sign + 1)));
            }
            rows.add(row);
        }
        for (int i = 0; i < Integer.parseInt(sizes[1]); i++) {
            List<Object> code = compile(in.readLine());
            int count = 0;
            StringBuilder first = new StringBuilder();
            for (int j = 0; j < rows.size(); j++) {
                if (matches(code, rows.get(j)) && ++count <= 3) {
                    first.append(' ').append(j + 1);
                }
            }
            System.out.println(count + first.toString());
        }
    }
}
