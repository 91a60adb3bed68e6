// what: a heap that may grow far beyond the limit, filled
// expect: MLE | RTE
// cpu: 6
// wall: 20
// memory: 256
public class Main {
    public static void main(String[] args) {
        java.util.List<byte[]> all = new java.util.ArrayList<>();
        for (;;) { byte[] b = new byte[1 << 20]; java.util.Arrays.fill(b, (byte) 1); all.add(b); }
    }
}
