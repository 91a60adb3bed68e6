using System;
using System.Text;

/// Carries the delay along; longs are enough because the delay is capped at every step.
static class Program
{
    static void Main()
    {
        string[] numbers = Console.ReadLine().Split(' ');
        int requests = int.Parse(Console.ReadLine());
        var output = new StringBuilder();
        for (int i = 0; i < requests; i++)
        {
            output.Append(Audit(Array.ConvertAll(numbers, long.Parse),
                Console.ReadLine().Split(' '))).Append('\n');
        }
        Console.Write(output);
    }

    static string Audit(long[] policy, string[] words)
    {
        long factor = policy[1], cap = policy[2], jitter = policy[3];
        long delay = Math.Min(policy[0], cap);
        long total = 0;
        for (int i = 1; i < words.Length; i++)
        {
            string[] parts = words[i].Split(':');
            long wait = long.Parse(parts[0]);
            long demand = parts.Length == 2 ? long.Parse(parts[1]) : 0;
            total += wait;
            if (i >= policy[4])
            {
                return "attempts " + i;
            }
            if (wait < Math.Max(demand, (delay * (100 - jitter) + 99) / 100))
            {
                return "early " + i;
            }
            if (wait > Math.Max(demand, delay * (100 + jitter) / 100))
            {
                return "late " + i;
            }
            if (total > policy[5])
            {
                return "budget " + i;
            }
            delay = Math.Min(cap, delay * factor);
        }
        return "ok " + total;
    }
}
