//! Groups the latencies in a map and sorts tuples whose order is the order of the report.
use std::cmp::Reverse;
use std::collections::HashMap;
use std::io::{self, Read};

fn main() {
    let mut text = String::new();
    io::stdin().read_to_string(&mut text).expect("the input is text");
    let mut words = text.split_ascii_whitespace();
    let mut number = || -> usize { words.next().unwrap().parse().unwrap() };
    let (n, k) = (number(), number());
    let mut groups: HashMap<&str, Vec<u32>> = HashMap::new();
    for _ in 0..n {
        let path = words.next().unwrap();
        let millis = words.next().unwrap().parse().unwrap();
        groups.entry(path).or_default().push(millis);
    }
    let mut report: Vec<_> = groups
        .into_iter()
        .map(|(path, mut values)| {
            values.sort_unstable();
            let rank = (95 * values.len() + 99) / 100;
            (Reverse(values.len()), Reverse(values[rank - 1]), path)
        })
        .collect();
    report.sort();
    let mut out = String::new();
    for (count, p95, path) in report.iter().take(k) {
        out.push_str(&format!("{} {} {}\n", path, count.0, p95.0));
    }
    print!("{}", out);
}
