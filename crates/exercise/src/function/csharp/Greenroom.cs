using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Numerics;
using System.Text;

public class ListNode<T> {
    public T value;
    public ListNode<T> next;

    public ListNode(T value, ListNode<T> next = null) {
        this.value = value;
        this.next = next;
    }
}

public class TreeNode<T> {
    public T value;
    public TreeNode<T> left;
    public TreeNode<T> right;

    public TreeNode(T value, TreeNode<T> left = null, TreeNode<T> right = null) {
        this.value = value;
        this.left = left;
        this.right = right;
    }
}

/// How a type is read and written.
public class Kind<T> {
    public readonly Func<Greenroom, T> Read;
    public readonly Action<T, StringBuilder> Write;

    public Kind(Func<Greenroom, T> read, Action<T, StringBuilder> write) {
        Read = read;
        Write = write;
    }
}

/// Reads arguments and prints results of a function exercise. Prints of the solution go to stderr.
public sealed class Greenroom {
    readonly string text;
    int at = 0;
    readonly Stream output = Console.OpenStandardOutput();
    readonly StringBuilder found = new StringBuilder();

    public Greenroom() {
        var reader = new StreamReader(Console.OpenStandardInput(), new UTF8Encoding(false));
        text = reader.ReadToEnd();
        Console.SetOut(Console.Error);
    }

    public T Next<T>(Kind<T> kind) {
        return kind.Read(this);
    }

    /// The next argument of a call; commas stand between all parts of a call.
    public T Argument<T>(Kind<T> kind) {
        Take(',');
        return kind.Read(this);
    }

    public void Print<T>(Kind<T> kind, T value) {
        kind.Write(value, found);
        found.Append('\n');
        if (found.Length > 65536) {
            Flush();
        }
    }

    public void Flush() {
        var bytes = Encoding.ASCII.GetBytes(found.ToString());
        output.Write(bytes, 0, bytes.Length);
        output.Flush();
        found.Clear();
    }

    public bool End() {
        Blank();
        return at >= text.Length;
    }

    public void Expect(char c) {
        if (!Take(c)) {
            throw new InvalidOperationException("the input is not what the signature says");
        }
    }

    void Blank() {
        while (at < text.Length && text[at] <= ' ') {
            at++;
        }
    }

    bool Take(char c) {
        Blank();
        if (at < text.Length && text[at] == c) {
            at++;
            return true;
        }
        return false;
    }

    bool TakeWord(string word) {
        Blank();
        if (string.CompareOrdinal(text, at, word, 0, word.Length) == 0) {
            at += word.Length;
            return true;
        }
        return false;
    }

    string Number() {
        Blank();
        int start = at;
        while (at < text.Length && "+-.eE0123456789".IndexOf(text[at]) >= 0) {
            at++;
        }
        return text.Substring(start, at - start);
    }

    string Text() {
        Expect('"');
        var result = new StringBuilder();
        while (text[at] != '"') {
            char c = text[at++];
            if (c == '\\') {
                c = text[at++];
                int plain = "nrtbf".IndexOf(c);
                if (plain >= 0) {
                    c = "\n\r\t\b\f"[plain];
                } else if (c == 'u') {
                    c = (char) Convert.ToInt32(text.Substring(at, 4), 16);
                    at += 4;
                }
            }
            result.Append(c);
        }
        at++;
        return result.ToString();
    }

    bool Bool() {
        if (TakeWord("true")) {
            return true;
        }
        if (TakeWord("false")) {
            return false;
        }
        throw new InvalidOperationException("the input is not what the signature says");
    }

    public static readonly Kind<long> INT = new Kind<long>(
        session => long.Parse(session.Number(), CultureInfo.InvariantCulture),
        (value, result) => result.Append(value.ToString(CultureInfo.InvariantCulture)));

    public static readonly Kind<double> FLOAT = new Kind<double>(
        session => ParseFloat(session.Number()), WriteFloat);

    static readonly double[] POWERS = {
        1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16,
        1e17, 1e18, 1e19, 1e20, 1e21, 1e22,
    };

    /// Exact in all digits, which double.Parse of Mono is not.
    static double ParseFloat(string text) {
        bool negative = text.StartsWith("-", StringComparison.Ordinal);
        int at = text.IndexOfAny(new[] { 'e', 'E' });
        int power = at < 0 ? 0 : int.Parse(text.Substring(at + 1), CultureInfo.InvariantCulture);
        string digits = (at < 0 ? text : text.Substring(0, at)).TrimStart('-', '+');
        int point = digits.IndexOf('.');
        if (point >= 0) {
            power -= digits.Length - point - 1;
            digits = digits.Remove(point, 1);
        }
        digits = digits.TrimStart('0');
        double value = Nearest(digits, power);
        return negative ? BitConverter.Int64BitsToDouble(
            BitConverter.DoubleToInt64Bits(value) | long.MinValue) : value;
    }

    /// The double nearest to digits times ten to the power.
    static double Nearest(string digits, int power) {
        if (digits.Length == 0 || digits.Length + power < -330) {
            return 0;
        }
        if (digits.Length + power > 310) {
            return double.PositiveInfinity;
        }
        if (digits.Length <= 15 && Math.Abs(power) <= 22) {
            double exact = long.Parse(digits, CultureInfo.InvariantCulture);
            return power < 0 ? exact / POWERS[-power] : exact * POWERS[power];
        }
        BigInteger number = BigInteger.Parse(digits, CultureInfo.InvariantCulture);
        BigInteger divisor = BigInteger.One;
        if (power < 0) {
            divisor = BigInteger.Pow(10, -power);
        } else {
            number *= BigInteger.Pow(10, power);
        }
        int binary = Math.Max(Bits(number) - Bits(divisor) - 53, -1074);
        BigInteger mantissa = Scaled(number, divisor, -binary);
        if (Bits(mantissa) > 53) {
            binary++;
            mantissa = Scaled(number, divisor, -binary);
        }
        if (Bits(mantissa) > 53) {
            binary++;
            mantissa >>= 1;
        }
        if (binary + 1075 >= 2047) {
            return double.PositiveInfinity;
        }
        long bits = (long) mantissa;
        if (Bits(mantissa) == 53) {
            bits = bits - (1L << 52) + ((long) (binary + 1075) << 52);
        }
        return BitConverter.Int64BitsToDouble(bits);
    }

    static int Bits(BigInteger value) {
        byte[] bytes = value.ToByteArray();
        int count = (bytes.Length - 1) * 8;
        for (int top = bytes[bytes.Length - 1]; top > 0; top >>= 1) {
            count++;
        }
        return count;
    }

    /// number / divisor * 2^shift, rounded to the nearest, ties to even.
    static BigInteger Scaled(BigInteger number, BigInteger divisor, int shift) {
        if (shift > 0) {
            number <<= shift;
        } else {
            divisor <<= -shift;
        }
        BigInteger rest;
        BigInteger result = BigInteger.DivRem(number, divisor, out rest);
        int order = (rest * 2).CompareTo(divisor);
        return order > 0 || (order == 0 && !result.IsEven) ? result + 1 : result;
    }

    public static readonly Kind<bool> BOOL = new Kind<bool>(
        session => session.Bool(), (value, result) => result.Append(value ? "true" : "false"));

    public static readonly Kind<string> STRING =
        new Kind<string>(session => session.Text(), WriteText);

    public static Kind<List<T>> List<T>(Kind<T> item) {
        return new Kind<List<T>>(session => {
            var list = new List<T>();
            session.Expect('[');
            while (!session.Take(']')) {
                session.Take(',');
                list.Add(item.Read(session));
            }
            return list;
        }, (value, result) => {
            result.Append('[');
            bool first = true;
            foreach (T one in value) {
                if (!first) {
                    result.Append(',');
                }
                first = false;
                item.Write(one, result);
            }
            result.Append(']');
        });
    }

    static Dictionary<K, T> ReadMap<K, T>(Greenroom session, Kind<T> item, Func<string, K> key) {
        var map = new Dictionary<K, T>();
        session.Expect('{');
        while (!session.Take('}')) {
            session.Take(',');
            K name = key(session.Text());
            session.Expect(':');
            map[name] = item.Read(session);
        }
        return map;
    }

    static void WriteMap<K, T>(
        Dictionary<K, T> map, IEnumerable<K> keys, Kind<T> item, StringBuilder result) {
        result.Append('{');
        bool first = true;
        foreach (K key in keys) {
            if (!first) {
                result.Append(',');
            }
            first = false;
            WriteText(Convert.ToString(key, CultureInfo.InvariantCulture), result);
            result.Append(':');
            item.Write(map[key], result);
        }
        result.Append('}');
    }

    public static Kind<Dictionary<long, T>> MapInt<T>(Kind<T> item) {
        return new Kind<Dictionary<long, T>>(
            session => ReadMap(session, item, key => long.Parse(key, CultureInfo.InvariantCulture)),
            (value, result) => WriteMap(value, value.Keys.OrderBy(key => key), item, result));
    }

    public static Kind<Dictionary<string, T>> MapString<T>(Kind<T> item) {
        return new Kind<Dictionary<string, T>>(
            session => ReadMap(session, item, key => key),
            (value, result) => {
                var keys = value.Keys.ToList();
                keys.Sort(CompareText);
                WriteMap(value, keys, item, result);
            });
    }

    /// By code point, as every other language does it.
    static int CompareText(string a, string b) {
        byte[] x = Encoding.UTF32.GetBytes(a);
        byte[] y = Encoding.UTF32.GetBytes(b);
        for (int i = 0; i < x.Length && i < y.Length; i += 4) {
            int order = BitConverter.ToInt32(x, i).CompareTo(BitConverter.ToInt32(y, i));
            if (order != 0) {
                return order;
            }
        }
        return x.Length.CompareTo(y.Length);
    }

    public static Kind<T?> OptionalValue<T>(Kind<T> item) where T : struct {
        return new Kind<T?>(
            session => session.TakeWord("null") ? (T?) null : item.Read(session),
            (value, result) => {
                if (value.HasValue) {
                    item.Write(value.Value, result);
                } else {
                    result.Append("null");
                }
            });
    }

    public static Kind<T> Optional<T>(Kind<T> item) where T : class {
        return new Kind<T>(
            session => session.TakeWord("null") ? null : item.Read(session),
            (value, result) => {
                if (value != null) {
                    item.Write(value, result);
                } else {
                    result.Append("null");
                }
            });
    }

    public static Kind<ListNode<T>> LinkedList<T>(Kind<T> item) {
        var list = List(item);
        return new Kind<ListNode<T>>(session => {
            ListNode<T> head = null;
            var values = list.Read(session);
            for (int i = values.Count - 1; i >= 0; i--) {
                head = new ListNode<T>(values[i], head);
            }
            return head;
        }, (value, result) => {
            var values = new List<T>();
            for (var node = value; node != null; node = node.next) {
                values.Add(node.value);
            }
            list.Write(values, result);
        });
    }

    public static Kind<TreeNode<T>> Tree<T>(Kind<T> item) {
        return new Kind<TreeNode<T>>(session => ReadTree(session, item), (value, result) => {
            var queue = new List<TreeNode<T>> { value };
            var parts = new List<string>();
            for (int i = 0; i < queue.Count; i++) {
                if (queue[i] == null) {
                    parts.Add("null");
                    continue;
                }
                var part = new StringBuilder();
                item.Write(queue[i].value, part);
                parts.Add(part.ToString());
                queue.Add(queue[i].left);
                queue.Add(queue[i].right);
            }
            while (parts.Count > 0 && parts[parts.Count - 1] == "null") {
                parts.RemoveAt(parts.Count - 1);
            }
            result.Append('[').Append(string.Join(",", parts)).Append(']');
        });
    }

    static TreeNode<T> ReadTree<T>(Greenroom session, Kind<T> item) {
        session.Expect('[');
        TreeNode<T> root = null;
        var queue = new Queue<TreeNode<T>>();
        bool left = true;
        while (!session.Take(']')) {
            session.Take(',');
            TreeNode<T> child = null;
            if (!session.TakeWord("null")) {
                child = new TreeNode<T>(item.Read(session));
                queue.Enqueue(child);
            }
            if (root == null) {
                root = child;
            } else if (left) {
                queue.Peek().left = child;
                left = false;
            } else {
                queue.Dequeue().right = child;
                left = true;
            }
        }
        return root;
    }

    static void WriteText(string value, StringBuilder result) {
        result.Append('"');
        foreach (char c in value) {
            int plain = "\"\\\n\r\t\b\f".IndexOf(c);
            if (plain >= 0) {
                result.Append('\\').Append("\"\\nrtbf"[plain]);
            } else if (c >= ' ' && c < 0x7f) {
                result.Append(c);
            } else {
                result.Append("\\u").Append(((int) c).ToString("x4", CultureInfo.InvariantCulture));
            }
        }
        result.Append('"');
    }

    /// The fewest digits that read back as the same number, written as Python writes them.
    static void WriteFloat(double value, StringBuilder result) {
        if (double.IsNaN(value) || double.IsInfinity(value)) {
            throw new InvalidOperationException("the solution returned a number that is not finite");
        }
        if (value == 0) {
            result.Append(1 / value < 0 ? "-0.0" : "0.0");
            return;
        }
        int exponent;
        string digits = ShortestDigits(Math.Abs(value), out exponent);
        if (value < 0) {
            result.Append('-');
        }
        if (exponent < -4 || exponent >= 16) {
            result.Append(digits[0]);
            if (digits.Length > 1) {
                result.Append('.').Append(digits.Substring(1));
            }
            result.Append('e').Append(exponent < 0 ? '-' : '+');
            result.Append(Math.Abs(exponent).ToString("00", CultureInfo.InvariantCulture));
        } else if (exponent < 0) {
            result.Append("0.").Append('0', -exponent - 1).Append(digits);
        } else {
            digits = digits.PadRight(exponent + 1, '0');
            string rest = digits.Substring(exponent + 1);
            result.Append(digits.Substring(0, exponent + 1)).Append('.');
            result.Append(rest.Length == 0 ? "0" : rest);
        }
    }

    static string ShortestDigits(double value, out int exponent) {
        if (value < 1e15 && value == Math.Floor(value)) {
            string whole = ((long) value).ToString(CultureInfo.InvariantCulture);
            exponent = whole.Length - 1;
            return whole.TrimEnd('0');
        }
        long bits = BitConverter.DoubleToInt64Bits(value);
        int binary = (int) (bits >> 52);
        long mantissa = bits & ((1L << 52) - 1);
        if (binary == 0) {
            binary = 1;
        } else {
            mantissa |= 1L << 52;
        }
        binary -= 1075;
        BigInteger number = mantissa;
        BigInteger divisor = BigInteger.One;
        if (binary > 0) {
            number <<= binary;
        } else {
            divisor <<= -binary;
        }
        int guess = (int) Math.Floor(Math.Log10(value));
        for (int count = 1; ; count++) {
            int power = guess - count + 1;
            BigInteger tens = BigInteger.Pow(10, Math.Abs(power));
            BigInteger rounded = power < 0
                ? Scaled(number * tens, divisor, 0)
                : Scaled(number, divisor * tens, 0);
            string digits = rounded.ToString(CultureInfo.InvariantCulture);
            if (count >= 17 || Nearest(digits, power) == value) {
                exponent = digits.Length - 1 + power;
                return digits.TrimEnd('0');
            }
        }
    }
}
