use std::io::Write;

fn main() {
    let mut out = std::io::stdout().lock();
    while out.write_all(b"more and more output\n").is_ok() {}
}
