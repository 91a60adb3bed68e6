//! Keeps the points in an ordered set, so that a change costs only the points of one node.
use std::collections::BTreeSet;
use std::io::{self, Read};

fn position(text: &str) -> u32 {
    let mut h = 2_166_136_261_u32;
    for byte in text.bytes() {
        h = (h ^ u32::from(byte)).wrapping_mul(16_777_619);
    }
    h = (h ^ (h >> 16)).wrapping_mul(2_246_822_507);
    h = (h ^ (h >> 13)).wrapping_mul(3_266_489_909);
    h ^ (h >> 16)
}

fn main() {
    let mut text = String::new();
    io::stdin().read_to_string(&mut text).expect("the input is text");
    let mut ring: BTreeSet<(u32, &str)> = BTreeSet::new();
    let mut out = String::new();
    for line in text.lines().skip(1) {
        let words: Vec<&str> = line.split(' ').collect();
        let name = words[1];
        match words[0] {
            "add" => {
                let weight: u32 = words[2].parse().unwrap();
                ring.extend((0..weight).map(|i| (position(&format!("{}#{}", name, i)), name)));
            }
            "remove" => ring.retain(|point| point.1 != name),
            _ => {
                let wanted: usize = words[2].parse().unwrap();
                let start = (position(name), "");
                let mut found: Vec<&str> = Vec::new();
                for (_, owner) in ring.range(start..).chain(ring.range(..start)) {
                    if !found.contains(owner) {
                        found.push(owner);
                        if found.len() == wanted {
                            break;
                        }
                    }
                }
                out.push_str(if found.is_empty() { "none" } else { "" });
                out.push_str(&found.join(" "));
                out.push('\n');
            }
        }
    }
    print!("{}", out);
}
