class Main {
    public static void main(String[] args) {
        int[] three = new int[3];
        System.out.println(three[args.length + 7]);
    }
}
