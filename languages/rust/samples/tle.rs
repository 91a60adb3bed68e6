fn main() {
    let mut turns = 0u64;
    loop {
        turns = turns.wrapping_add(1);
        if turns == u64::MAX {
            println!("{}", turns);
        }
    }
}
