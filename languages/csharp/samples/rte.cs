class Program
{
    static int Main(string[] arguments)
    {
        int[] three = new int[3];
        return three[arguments.Length + 7];
    }
}
