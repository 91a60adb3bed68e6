class Program
{
    static void Main()
    {
        MissingName();
    }
}
