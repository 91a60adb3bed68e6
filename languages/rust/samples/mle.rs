fn main() {
    let mut blocks = Vec::new();
    while blocks.len() < 1 << 20 {
        blocks.push(vec![1u8; 1 << 20]);
    }
    println!("{}", blocks.len());
}
