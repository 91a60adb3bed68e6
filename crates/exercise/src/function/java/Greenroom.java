import java.io.ByteArrayOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

class ListNode<T> {
    T value;
    ListNode<T> next;

    ListNode(T value) {
        this(value, null);
    }

    ListNode(T value, ListNode<T> next) {
        this.value = value;
        this.next = next;
    }
}

class TreeNode<T> {
    T value;
    TreeNode<T> left;
    TreeNode<T> right;

    TreeNode(T value) {
        this(value, null, null);
    }

    TreeNode(T value, TreeNode<T> left, TreeNode<T> right) {
        this.value = value;
        this.left = left;
        this.right = right;
    }
}

/** Reads arguments and prints results of a function exercise. Prints of the solution go to stderr. */
final class Greenroom {
    private final String text;
    private int at = 0;
    private final OutputStream output = new FileOutputStream(FileDescriptor.out);
    private final StringBuilder out = new StringBuilder();

    Greenroom() throws IOException {
        InputStream in = System.in;
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        in.transferTo(bytes);
        text = new String(bytes.toByteArray(), StandardCharsets.UTF_8);
        System.setOut(System.err);
    }

    /** How a type is read and written. */
    interface Kind<T> {
        T read(Greenroom in);

        void write(T value, StringBuilder out);
    }

    <T> T next(Kind<T> kind) {
        return kind.read(this);
    }

    /** The next argument of a call; commas stand between all parts of a call. */
    <T> T argument(Kind<T> kind) {
        take(',');
        return kind.read(this);
    }

    <T> void print(Kind<T> kind, T value) throws IOException {
        kind.write(value, out);
        out.append('\n');
        if (out.length() > 1 << 16) {
            flush();
        }
    }

    void flush() throws IOException {
        output.write(out.toString().getBytes(StandardCharsets.UTF_8));
        output.flush();
        out.setLength(0);
    }

    boolean end() {
        blank();
        return at >= text.length();
    }

    void expect(char c) {
        if (!take(c)) {
            throw new IllegalStateException("the input is not what the signature says");
        }
    }

    private void blank() {
        while (at < text.length() && text.charAt(at) <= ' ') {
            at++;
        }
    }

    private boolean take(char c) {
        blank();
        if (at < text.length() && text.charAt(at) == c) {
            at++;
            return true;
        }
        return false;
    }

    private boolean takeWord(String word) {
        blank();
        if (text.startsWith(word, at)) {
            at += word.length();
            return true;
        }
        return false;
    }

    private String number() {
        blank();
        int start = at;
        while (at < text.length() && "+-.eE0123456789".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
        return text.substring(start, at);
    }

    private String string() {
        expect('"');
        StringBuilder found = new StringBuilder();
        while (text.charAt(at) != '"') {
            char c = text.charAt(at++);
            if (c == '\\') {
                c = text.charAt(at++);
                int plain = "nrtbf".indexOf(c);
                if (plain >= 0) {
                    c = "\n\r\t\b\f".charAt(plain);
                } else if (c == 'u') {
                    c = (char) Integer.parseInt(text.substring(at, at + 4), 16);
                    at += 4;
                }
            }
            found.append(c);
        }
        at++;
        return found.toString();
    }

    static final Kind<Long> INT = new Kind<Long>() {
        public Long read(Greenroom in) {
            return Long.parseLong(in.number());
        }

        public void write(Long value, StringBuilder out) {
            out.append(value.longValue());
        }
    };

    static final Kind<Double> FLOAT = new Kind<Double>() {
        public Double read(Greenroom in) {
            return Double.parseDouble(in.number());
        }

        public void write(Double value, StringBuilder out) {
            writeFloat(value, out);
        }
    };

    static final Kind<Boolean> BOOL = new Kind<Boolean>() {
        public Boolean read(Greenroom in) {
            if (in.takeWord("true")) {
                return true;
            }
            if (in.takeWord("false")) {
                return false;
            }
            throw new IllegalStateException("the input is not what the signature says");
        }

        public void write(Boolean value, StringBuilder out) {
            out.append(value.booleanValue());
        }
    };

    static final Kind<String> STRING = new Kind<String>() {
        public String read(Greenroom in) {
            return in.string();
        }

        public void write(String value, StringBuilder out) {
            writeString(value, out);
        }
    };

    static <T> Kind<List<T>> list(Kind<T> item) {
        return new Kind<List<T>>() {
            public List<T> read(Greenroom in) {
                List<T> found = new ArrayList<>();
                in.expect('[');
                while (!in.take(']')) {
                    in.take(',');
                    found.add(item.read(in));
                }
                return found;
            }

            public void write(List<T> value, StringBuilder out) {
                out.append('[');
                String separator = "";
                for (T one : value) {
                    out.append(separator);
                    item.write(one, out);
                    separator = ",";
                }
                out.append(']');
            }
        };
    }

    static <T> Kind<Map<Long, T>> mapInt(Kind<T> item) {
        return new Kind<Map<Long, T>>() {
            public Map<Long, T> read(Greenroom in) {
                Map<Long, T> found = new HashMap<>();
                in.expect('{');
                while (!in.take('}')) {
                    in.take(',');
                    long key = Long.parseLong(in.string());
                    in.expect(':');
                    found.put(key, item.read(in));
                }
                return found;
            }

            public void write(Map<Long, T> value, StringBuilder out) {
                writeMap(new TreeMap<>(value), item, out);
            }
        };
    }

    static <T> Kind<Map<String, T>> mapString(Kind<T> item) {
        return new Kind<Map<String, T>>() {
            public Map<String, T> read(Greenroom in) {
                Map<String, T> found = new HashMap<>();
                in.expect('{');
                while (!in.take('}')) {
                    in.take(',');
                    String key = in.string();
                    in.expect(':');
                    found.put(key, item.read(in));
                }
                return found;
            }

            public void write(Map<String, T> value, StringBuilder out) {
                // By code point, as every other language does it.
                TreeMap<String, T> sorted = new TreeMap<>(
                    (a, b) -> Arrays.compare(a.codePoints().toArray(), b.codePoints().toArray()));
                sorted.putAll(value);
                writeMap(sorted, item, out);
            }
        };
    }

    private static <K, T> void writeMap(Map<K, T> sorted, Kind<T> item, StringBuilder out) {
        out.append('{');
        String separator = "";
        for (Map.Entry<K, T> entry : sorted.entrySet()) {
            out.append(separator);
            writeString(entry.getKey().toString(), out);
            out.append(':');
            item.write(entry.getValue(), out);
            separator = ",";
        }
        out.append('}');
    }

    static <T> Kind<T> optional(Kind<T> item) {
        return new Kind<T>() {
            public T read(Greenroom in) {
                return in.takeWord("null") ? null : item.read(in);
            }

            public void write(T value, StringBuilder out) {
                if (value == null) {
                    out.append("null");
                } else {
                    item.write(value, out);
                }
            }
        };
    }

    static <T> Kind<ListNode<T>> linkedList(Kind<T> item) {
        Kind<List<T>> list = list(item);
        return new Kind<ListNode<T>>() {
            public ListNode<T> read(Greenroom in) {
                List<T> values = list.read(in);
                ListNode<T> head = null;
                for (int i = values.size() - 1; i >= 0; i--) {
                    head = new ListNode<>(values.get(i), head);
                }
                return head;
            }

            public void write(ListNode<T> value, StringBuilder out) {
                List<T> values = new ArrayList<>();
                for (ListNode<T> node = value; node != null; node = node.next) {
                    values.add(node.value);
                }
                list.write(values, out);
            }
        };
    }

    static <T> Kind<TreeNode<T>> tree(Kind<T> item) {
        Kind<List<T>> list = list(optional(item));
        return new Kind<TreeNode<T>>() {
            public TreeNode<T> read(Greenroom in) {
                List<T> values = list.read(in);
                if (values.isEmpty()) {
                    return null;
                }
                TreeNode<T> root = new TreeNode<>(values.get(0));
                ArrayDeque<TreeNode<T>> queue = new ArrayDeque<>();
                queue.add(root);
                for (int i = 1; i < values.size(); i += 2) {
                    TreeNode<T> node = queue.remove();
                    node.left = child(values.get(i), queue);
                    node.right = i + 1 < values.size() ? child(values.get(i + 1), queue) : null;
                }
                return root;
            }

            private TreeNode<T> child(T value, ArrayDeque<TreeNode<T>> queue) {
                if (value == null) {
                    return null;
                }
                TreeNode<T> node = new TreeNode<>(value);
                queue.add(node);
                return node;
            }

            public void write(TreeNode<T> value, StringBuilder out) {
                List<TreeNode<T>> queue = new ArrayList<>();
                List<T> values = new ArrayList<>();
                queue.add(value);
                for (int i = 0; i < queue.size(); i++) {
                    TreeNode<T> node = queue.get(i);
                    values.add(node == null ? null : node.value);
                    if (node != null) {
                        queue.add(node.left);
                        queue.add(node.right);
                    }
                }
                int size = values.size();
                while (size > 0 && values.get(size - 1) == null) {
                    size--;
                }
                list.write(values.subList(0, size), out);
            }
        };
    }

    private static void writeString(String value, StringBuilder out) {
        out.append('"');
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            int plain = "\"\\\n\r\t\b\f".indexOf(c);
            if (plain >= 0) {
                out.append('\\').append("\"\\nrtbf".charAt(plain));
            } else if (c >= ' ' && c < 0x7f) {
                out.append(c);
            } else {
                out.append(String.format("\\u%04x", (int) c));
            }
        }
        out.append('"');
    }

    /** The fewest digits that read back as the same number, written as Python writes them. */
    private static void writeFloat(double value, StringBuilder out) {
        if (Double.isNaN(value) || Double.isInfinite(value)) {
            throw new IllegalStateException("the solution returned a number that is not finite");
        }
        if (value == 0) {
            out.append(1 / value < 0 ? "-0.0" : "0.0");
            return;
        }
        BigDecimal exact = new BigDecimal(Math.abs(value));
        BigDecimal found = exact;
        for (int digits = 1; digits <= 17; digits++) {
            found = exact.round(new MathContext(digits, RoundingMode.HALF_EVEN));
            if (found.doubleValue() == Math.abs(value)) {
                break;
            }
        }
        found = found.stripTrailingZeros();
        String digits = found.unscaledValue().toString();
        int exponent = digits.length() - 1 - found.scale();
        if (value < 0) {
            out.append('-');
        }
        if (exponent < -4 || exponent >= 16) {
            out.append(digits.charAt(0));
            if (digits.length() > 1) {
                out.append('.').append(digits, 1, digits.length());
            }
            out.append('e').append(exponent < 0 ? '-' : '+');
            out.append(String.format("%02d", Math.abs(exponent)));
        } else if (exponent < 0) {
            out.append("0.").append("0".repeat(-exponent - 1)).append(digits);
        } else {
            int whole = exponent + 1;
            if (digits.length() <= whole) {
                out.append(digits).append("0".repeat(whole - digits.length())).append(".0");
            } else {
                out.append(digits, 0, whole).append('.').append(digits, whole, digits.length());
            }
        }
    }
}
