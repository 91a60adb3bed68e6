// Reads arguments and prints results of a function exercise. Prints of the solution go to stderr.
#ifndef GREENROOM_H
#define GREENROOM_H

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include <unistd.h>

template <typename T>
struct ListNode {
    T value;
    ListNode* next;
    explicit ListNode(T value, ListNode* next = nullptr) : value(value), next(next) {}
};

template <typename T>
struct TreeNode {
    T value;
    TreeNode* left;
    TreeNode* right;
    explicit TreeNode(T value, TreeNode* left = nullptr, TreeNode* right = nullptr)
        : value(value), left(left), right(right) {}
};

namespace greenroom {

[[noreturn]] inline void fail(const char* problem) {
    std::fprintf(stderr, "greenroom: %s\n", problem);
    std::exit(70);
}

// A place in the input; values are read where they stand, without a tree of them.
struct Reader {
    std::string text;
    std::size_t at = 0;

    void blank() {
        while (at < text.size() && std::strchr(" \t\r\n", text[at])) at++;
    }
    bool end() {
        blank();
        return at >= text.size();
    }
    char peek() {
        blank();
        return at < text.size() ? text[at] : '\0';
    }
    bool take(char c) {
        if (peek() != c) return false;
        at++;
        return true;
    }
    void expect(char c) {
        if (!take(c)) fail("the input is not what the signature says");
    }
    bool take_word(const char* word) {
        blank();
        std::size_t length = std::strlen(word);
        if (text.compare(at, length, word) != 0) return false;
        at += length;
        return true;
    }
    unsigned unit() {
        unsigned value = (unsigned)std::stoul(text.substr(at, 4), nullptr, 16);
        at += 4;
        return value;
    }
    std::string string() {
        expect('"');
        std::string out;
        while (at < text.size() && text[at] != '"') {
            char c = text[at++];
            if (c != '\\') {
                out += c;
                continue;
            }
            c = text[at++];
            switch (c) {
                case 'n': out += '\n'; break;
                case 'r': out += '\r'; break;
                case 't': out += '\t'; break;
                case 'b': out += '\b'; break;
                case 'f': out += '\f'; break;
                case 'u': code_point(out); break;
                default: out += c;
            }
        }
        at++;
        return out;
    }
    void code_point(std::string& out) {
        unsigned code = unit();
        if (code >= 0xd800 && code < 0xdc00 && text.compare(at, 2, "\\u") == 0) {
            at += 2;
            code = 0x10000 + ((code - 0xd800) << 10) + (unit() - 0xdc00);
        }
        if (code < 0x80) {
            out += (char)code;
        } else if (code < 0x800) {
            out += (char)(0xc0 | code >> 6);
            out += (char)(0x80 | (code & 63));
        } else if (code < 0x10000) {
            out += (char)(0xe0 | code >> 12);
            out += (char)(0x80 | (code >> 6 & 63));
            out += (char)(0x80 | (code & 63));
        } else {
            out += (char)(0xf0 | code >> 18);
            out += (char)(0x80 | (code >> 12 & 63));
            out += (char)(0x80 | (code >> 6 & 63));
            out += (char)(0x80 | (code & 63));
        }
    }
};

inline void write_string(const std::string& text, std::string& out) {
    static const char* escapes = "\"\"\\\\\nn\rr\tt\bb\ff";
    char buffer[16];
    out += '"';
    for (std::size_t i = 0; i < text.size();) {
        unsigned char c = (unsigned char)text[i];
        const char* found = nullptr;
        for (const char* e = escapes; *e; e += 2) {
            if (*e == (char)c) found = e + 1;
        }
        if (found) {
            out += '\\';
            out += *found;
            i++;
        } else if (c >= 0x20 && c < 0x7f) {
            out += (char)c;
            i++;
        } else {
            int length = c < 0x80 ? 1 : c < 0xe0 ? 2 : c < 0xf0 ? 3 : 4;
            unsigned code = length == 1 ? c : c & (0xffu >> (length + 1));
            for (int k = 1; k < length && i + k < text.size(); k++) {
                code = code << 6 | ((unsigned char)text[i + k] & 63);
            }
            i += length;
            if (code >= 0x10000) {
                code -= 0x10000;
                std::snprintf(buffer, sizeof buffer, "\\u%04x\\u%04x", 0xd800 + (code >> 10),
                              0xdc00 + (code & 1023));
            } else {
                std::snprintf(buffer, sizeof buffer, "\\u%04x", code);
            }
            out += buffer;
        }
    }
    out += '"';
}

// The fewest digits that read back as the same number, written as Python writes them.
inline void write_float(double value, std::string& out) {
    if (!std::isfinite(value)) fail("the solution returned a number that is not finite");
    if (value == 0) {
        out += std::signbit(value) ? "-0.0" : "0.0";
        return;
    }
    char buffer[40];
    for (int digits = 0; digits <= 16; digits++) {
        std::snprintf(buffer, sizeof buffer, "%.*e", digits, value);
        if (std::strtod(buffer, nullptr) == value) break;
    }
    const char* e = std::strchr(buffer, 'e');
    int exponent = std::atoi(e + 1);
    std::string digits;
    for (const char* c = buffer; c < e; c++) {
        if (*c >= '0' && *c <= '9') digits += *c;
    }
    if (value < 0) out += '-';
    if (exponent < -4 || exponent >= 16) {
        out += digits[0];
        if (digits.size() > 1) out += "." + digits.substr(1);
        char power[8];
        std::snprintf(power, sizeof power, "e%c%02d", exponent < 0 ? '-' : '+', std::abs(exponent));
        out += power;
    } else if (exponent < 0) {
        out += "0." + std::string(-exponent - 1, '0') + digits;
    } else {
        std::size_t whole = exponent + 1;
        if (digits.size() < whole) digits.resize(whole, '0');
        std::string rest = digits.substr(whole);
        out += digits.substr(0, whole) + "." + (rest.empty() ? "0" : rest);
    }
}

// How a type is read and written.
template <typename T>
struct Kind;

template <>
struct Kind<long long> {
    static long long read(Reader& in) {
        in.blank();
        char* end = nullptr;
        const char* start = in.text.c_str() + in.at;
        long long value = std::strtoll(start, &end, 10);
        if (end == start) fail("the input is not what the signature says");
        in.at += end - start;
        return value;
    }
    static void write(long long value, std::string& out) { out += std::to_string(value); }
};

template <>
struct Kind<double> {
    static double read(Reader& in) {
        in.blank();
        char* end = nullptr;
        const char* start = in.text.c_str() + in.at;
        double value = std::strtod(start, &end);
        if (end == start) fail("the input is not what the signature says");
        in.at += end - start;
        return value;
    }
    static void write(double value, std::string& out) { write_float(value, out); }
};

template <>
struct Kind<bool> {
    static bool read(Reader& in) {
        if (in.take_word("true")) return true;
        if (!in.take_word("false")) fail("the input is not what the signature says");
        return false;
    }
    static void write(bool value, std::string& out) { out += value ? "true" : "false"; }
};

template <>
struct Kind<std::string> {
    static std::string read(Reader& in) {
        in.blank();
        return in.string();
    }
    static void write(const std::string& value, std::string& out) { write_string(value, out); }
};

template <typename T>
struct Kind<std::vector<T>> {
    static std::vector<T> read(Reader& in) {
        std::vector<T> out;
        in.expect('[');
        while (!in.take(']')) {
            if (!out.empty()) in.expect(',');
            out.push_back(Kind<T>::read(in));
        }
        return out;
    }
    static void write(const std::vector<T>& list, std::string& out) {
        out += '[';
        for (std::size_t i = 0; i < list.size(); i++) {
            if (i > 0) out += ',';
            Kind<T>::write(list[i], out);
        }
        out += ']';
    }
};

inline long long key_of(const std::string& text, long long) { return std::stoll(text); }
inline std::string key_of(const std::string& text, const std::string&) { return text; }
inline std::string key_text(long long key) { return std::to_string(key); }
inline std::string key_text(const std::string& key) { return key; }

template <typename K, typename T>
struct Kind<std::map<K, T>> {
    static std::map<K, T> read(Reader& in) {
        std::map<K, T> out;
        in.expect('{');
        while (!in.take('}')) {
            if (!out.empty()) in.expect(',');
            in.blank();
            K key = key_of(in.string(), K());
            in.expect(':');
            out[key] = Kind<T>::read(in);
        }
        return out;
    }
    static void write(const std::map<K, T>& map, std::string& out) {
        out += '{';
        bool first = true;
        for (const auto& entry : map) {
            if (!first) out += ',';
            first = false;
            write_string(key_text(entry.first), out);
            out += ':';
            Kind<T>::write(entry.second, out);
        }
        out += '}';
    }
};

template <typename T>
struct Kind<std::optional<T>> {
    static std::optional<T> read(Reader& in) {
        if (in.take_word("null")) return std::nullopt;
        return Kind<T>::read(in);
    }
    static void write(const std::optional<T>& value, std::string& out) {
        if (value) {
            Kind<T>::write(*value, out);
        } else {
            out += "null";
        }
    }
};

template <typename T>
struct Kind<ListNode<T>*> {
    static ListNode<T>* read(Reader& in) {
        std::vector<T> values = Kind<std::vector<T>>::read(in);
        ListNode<T>* head = nullptr;
        for (std::size_t i = values.size(); i-- > 0;) head = new ListNode<T>(values[i], head);
        return head;
    }
    static void write(ListNode<T>* node, std::string& out) {
        out += '[';
        for (bool first = true; node; node = node->next, first = false) {
            if (!first) out += ',';
            Kind<T>::write(node->value, out);
        }
        out += ']';
    }
};

template <typename T>
struct Kind<TreeNode<T>*> {
    static TreeNode<T>* read(Reader& in) {
        auto values = Kind<std::vector<std::optional<T>>>::read(in);
        if (values.empty()) return nullptr;
        auto* root = new TreeNode<T>(*values[0]);
        std::vector<TreeNode<T>*> queue = {root};
        std::size_t at = 1;
        for (std::size_t i = 0; i < queue.size(); i++) {
            for (int side = 0; side < 2 && at < values.size(); side++, at++) {
                if (!values[at]) continue;
                auto* child = new TreeNode<T>(*values[at]);
                (side == 0 ? queue[i]->left : queue[i]->right) = child;
                queue.push_back(child);
            }
        }
        return root;
    }
    static void write(TreeNode<T>* root, std::string& out) {
        std::vector<TreeNode<T>*> queue = {root};
        std::vector<std::string> found;
        for (std::size_t i = 0; i < queue.size(); i++) {
            if (!queue[i]) {
                found.push_back("null");
                continue;
            }
            std::string value;
            Kind<T>::write(queue[i]->value, value);
            found.push_back(value);
            queue.push_back(queue[i]->left);
            queue.push_back(queue[i]->right);
        }
        while (!found.empty() && found.back() == "null") found.pop_back();
        out += '[';
        for (std::size_t i = 0; i < found.size(); i++) out += (i > 0 ? "," : "") + found[i];
        out += ']';
    }
};

struct Session {
    Reader in;
    std::string out;
    int output;

    Session() {
        char buffer[65536];
        ssize_t count;
        while ((count = ::read(0, buffer, sizeof buffer)) > 0) in.text.append(buffer, count);
        output = ::dup(1);
        ::dup2(2, 1);
    }
    template <typename T>
    T next() {
        return Kind<T>::read(in);
    }
    template <typename T>
    void print(const T& value) {
        Kind<T>::write(value, out);
        out += '\n';
        if (out.size() > (1 << 16)) flush();
    }
    void flush() {
        std::size_t done = 0;
        while (done < out.size()) {
            ssize_t count = ::write(output, out.data() + done, out.size() - done);
            if (count <= 0) fail("the result cannot be written");
            done += count;
        }
        out.clear();
    }
};

}  // namespace greenroom

#endif
