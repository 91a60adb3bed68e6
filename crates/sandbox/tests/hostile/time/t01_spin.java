// what: spins in Java
// expect: TLE-c
// memory: 512
public class Main { public static void main(String[] a) { for (long i = 0; ; i++) if (i < 0) System.out.print(i); } }
