import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Sorted maps; expired fields are dropped when their record is touched. */
public class Main {
    static final long FOREVER = Long.MAX_VALUE;

    static final class Field {
        final String value;
        /** The end of life in the database, the remaining time in a backup; or FOREVER. */
        final long end;

        Field(String value, long end) {
            this.value = value;
            this.end = end;
        }

        Field shifted(long by) {
            return end == FOREVER ? this : new Field(value, end + by);
        }
    }

    static Map<String, TreeMap<String, Field>> records = new HashMap<>();
    static final List<Map<String, TreeMap<String, Field>>> BACKUPS = new ArrayList<>();

    /** The record without dead fields; never null, and not kept when empty. */
    static TreeMap<String, Field> living(long now, String name) {
        TreeMap<String, Field> fields = records.get(name);
        if (fields == null) {
            return new TreeMap<>();
        }
        fields.values().removeIf(field -> field.end <= now);
        if (fields.isEmpty()) {
            records.remove(name);
        }
        return fields;
    }

    static Map<String, TreeMap<String, Field>> copy(Map<String, TreeMap<String, Field>> from,
                                                    long shift) {
        Map<String, TreeMap<String, Field>> result = new HashMap<>();
        from.forEach((name, fields) -> {
            TreeMap<String, Field> row = new TreeMap<>();
            fields.forEach((field, entry) -> row.put(field, entry.shifted(shift)));
            result.put(name, row);
        });
        return result;
    }

    static String run(long now, String[] words) {
        String key = words.length > 2 ? words[2] : "";
        switch (words[1]) {
            case "set":
            case "setx":
                long end = words[1].equals("set") ? FOREVER : now + Long.parseLong(words[5]);
                records.computeIfAbsent(key, name -> new TreeMap<>())
                    .put(words[3], new Field(words[4], end));
                return null;
            case "get":
                Field found = find(now, key, words[3]);
                return found == null ? "nil" : found.value;
            case "del":
                boolean existed = find(now, key, words[3]) != null;
                if (existed) {
                    records.get(key).remove(words[3]);
                    living(now, key);
                }
                return existed ? "1" : "0";
            case "ttl":
                Field field = find(now, key, words[3]);
                return field == null ? "nil" : field.end == FOREVER ? "forever"
                    : String.valueOf(field.end - now);
            case "scan":
                String prefix = words[3].equals("*") ? "" : words[3];
                String row = living(now, key).entrySet().stream()
                    .filter(entry -> entry.getKey().startsWith(prefix))
                    .map(entry -> entry.getKey() + "=" + entry.getValue().value)
                    .collect(Collectors.joining(" "));
                return row.isEmpty() ? "nil" : row;
            case "keys":
                clean(now);
                String start = key.equals("*") ? "" : key;
                String names = records.keySet().stream().filter(name -> name.startsWith(start))
                    .sorted().collect(Collectors.joining(" "));
                return names.isEmpty() ? "nil" : names;
            case "backup":
                clean(now);
                BACKUPS.add(copy(records, -now));
                return String.valueOf(records.size());
            default:
                records = copy(BACKUPS.get(Integer.parseInt(key) - 1), now);
                return String.valueOf(records.size());
        }
    }

    static void clean(long now) {
        for (String name : new ArrayList<>(records.keySet())) {
            living(now, name);
        }
    }

    static Field find(long now, String record, String name) {
        Field field = records.getOrDefault(record, new TreeMap<>()).get(name);
        return field != null && field.end > now ? field : null;
    }

    public static void main(String[] args) throws IOException {
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in));
        int commands = Integer.parseInt(in.readLine());
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < commands; i++) {
            String[] words = in.readLine().split(" ");
            String result = run(Long.parseLong(words[0]), words);
            if (result != null) {
                out.append(result).append('\n');
            }
        }
        System.out.print(out);
    }
}
