using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;

/// Maps of maps; dead fields are simply not seen.
class Database
{
    struct Field
    {
        public string Value;
        public long End;
    }

    const long Forever = long.MaxValue;

    Dictionary<string, Dictionary<string, Field>> records =
        new Dictionary<string, Dictionary<string, Field>>();
    readonly List<Dictionary<string, Dictionary<string, Field>>> backups =
        new List<Dictionary<string, Dictionary<string, Field>>>();

    IEnumerable<KeyValuePair<string, Field>> Living(long now, string record)
    {
        Dictionary<string, Field> fields;
        return records.TryGetValue(record, out fields) ? fields.Where(f => f.Value.End > now)
            : Enumerable.Empty<KeyValuePair<string, Field>>();
    }

    bool Find(long now, string record, string name, out Field field)
    {
        Dictionary<string, Field> fields;
        field = new Field();
        return records.TryGetValue(record, out fields) && fields.TryGetValue(name, out field)
            && field.End > now;
    }

    void Put(string record, string name, string value, long end)
    {
        if (!records.ContainsKey(record))
        {
            records[record] = new Dictionary<string, Field>();
        }
        records[record][name] = new Field { Value = value, End = end };
    }

    static long Shift(long end, long by)
    {
        return end == Forever ? end : end + by;
    }

    static string Joined(IEnumerable<string> words)
    {
        string row = string.Join(" ", words);
        return row == "" ? "nil" : row;
    }

    static bool Begins(string name, string prefix)
    {
        return prefix == "*" || name.StartsWith(prefix, StringComparison.Ordinal);
    }

    public string Run(long now, string[] w)
    {
        Field field;
        switch (w[1])
        {
            case "set":
                Put(w[2], w[3], w[4], Forever);
                return null;
            case "setx":
                Put(w[2], w[3], w[4], now + long.Parse(w[5]));
                return null;
            case "get":
                return Find(now, w[2], w[3], out field) ? field.Value : "nil";
            case "del":
                bool found = Find(now, w[2], w[3], out field);
                if (found)
                {
                    records[w[2]].Remove(w[3]);
                }
                return found ? "1" : "0";
            case "ttl":
                return !Find(now, w[2], w[3], out field) ? "nil"
                    : field.End == Forever ? "forever" : (field.End - now).ToString();
            case "scan":
                return Joined(Living(now, w[2]).Where(f => Begins(f.Key, w[3]))
                    .OrderBy(f => f.Key, StringComparer.Ordinal)
                    .Select(f => f.Key + "=" + f.Value.Value));
            case "keys":
                return Joined(records.Keys.Where(r => Begins(r, w[2]) && Living(now, r).Any())
                    .OrderBy(r => r, StringComparer.Ordinal));
            case "backup":
                backups.Add(records.Keys.Where(r => Living(now, r).Any()).ToDictionary(r => r,
                    r => Living(now, r).ToDictionary(f => f.Key, f => new Field
                    { Value = f.Value.Value, End = Shift(f.Value.End, -now) })));
                return backups.Last().Count.ToString();
            default:
                records = backups[int.Parse(w[2]) - 1].ToDictionary(r => r.Key,
                    r => r.Value.ToDictionary(f => f.Key, f => new Field
                    { Value = f.Value.Value, End = Shift(f.Value.End, now) }));
                return records.Count.ToString();
        }
    }
}

static class Program
{
    static void Main()
    {
        var database = new Database();
        var output = new StringBuilder();
        int commands = int.Parse(Console.ReadLine());
        for (int i = 0; i < commands; i++)
        {
            string[] words = Console.ReadLine().Split(' ');
            string result = database.Run(long.Parse(words[0]), words);
            if (result != null)
            {
                output.Append(result).Append('\n');
            }
        }
        Console.Write(output);
    }
}
