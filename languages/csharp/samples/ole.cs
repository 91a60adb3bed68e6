using System;

class Program
{
    static void Main()
    {
        while (true) Console.WriteLine("more and more output");
    }
}
