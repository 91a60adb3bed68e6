import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;

/** Halves the range of possible answers; n + 1 stands for "none". */
public class Main {
    public static void main(String[] args) throws IOException {
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in));
        long builds = Long.parseLong(in.readLine().split(" ")[0]);
        long low = 1;
        long high = builds + 1;
        while (low < high) {
            long middle = (low + high) / 2;
            System.out.println("? " + middle);
            System.out.flush();
            String result = in.readLine();
            if (result.equals("bad")) {
                high = middle;
            } else if (result.equals("good")) {
                low = middle + 1;
            }
        }
        System.out.println("! " + (low <= builds ? low : "none"));
    }
}
