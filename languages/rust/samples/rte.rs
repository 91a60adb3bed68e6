fn main() {
    let three = [1, 2, 3];
    let index = std::env::args().count() + 6;
    println!("{}", three[index]);
}
