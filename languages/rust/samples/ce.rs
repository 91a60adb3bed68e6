fn main() {
    missing_name();
}
