//! An ordered set of waiting numbers, and an ordered map from the start of a gap to its end.
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::io::{self, Read};

struct Sender {
    next: u64,
    waiting: BTreeSet<u64>,
    gaps: BTreeMap<u64, u64>,
    delivered: u64,
    duplicates: u64,
    late: u64,
    given_up: u64,
}

impl Sender {
    fn new() -> Self {
        Sender {
            next: 1,
            waiting: BTreeSet::new(),
            gaps: BTreeMap::new(),
            delivered: 0,
            duplicates: 0,
            late: 0,
            given_up: 0,
        }
    }

    fn event(&mut self, number: u64, bound: usize, out: &mut String) {
        let in_gap = self.gaps.range(..=number).next_back().map_or(false, |gap| number <= *gap.1);
        if in_gap {
            self.late += 1;
            out.push_str("late");
        } else if number < self.next || !self.waiting.insert(number) {
            self.duplicates += 1;
            out.push_str("duplicate");
        } else if self.waiting.contains(&self.next) || self.waiting.len() > bound {
            out.push_str("deliver");
            self.deliver_run(out);
        } else {
            out.push_str("wait");
        }
    }

    fn deliver_run(&mut self, out: &mut String) {
        let first = match self.waiting.iter().next() {
            Some(first) => *first,
            None => return,
        };
        if first > self.next {
            self.gaps.insert(self.next, first - 1);
            self.given_up += first - self.next;
            self.next = first;
        }
        while self.waiting.remove(&self.next) {
            write!(out, " {}", self.next).expect("a string takes all text");
            self.next += 1;
            self.delivered += 1;
        }
    }

    fn flush(&mut self, out: &mut String) {
        out.push_str(if self.waiting.is_empty() { "nothing" } else { "deliver" });
        while !self.waiting.is_empty() {
            self.deliver_run(out);
        }
    }
}

fn main() {
    let mut text = String::new();
    io::stdin().read_to_string(&mut text).expect("the input is text");
    let mut lines = text.lines();
    let bound = lines.next().unwrap().split(' ').nth(1).unwrap().parse().unwrap();
    let mut senders: BTreeMap<&str, Sender> = BTreeMap::new();
    let mut out = String::new();
    for line in lines {
        let words: Vec<&str> = line.split(' ').collect();
        if words[0] == "event" {
            let sender = senders.entry(words[1]).or_insert_with(Sender::new);
            sender.event(words[2].parse().unwrap(), bound, &mut out);
        } else if let Some(sender) = senders.get_mut(words[1]) {
            sender.flush(&mut out);
        } else {
            out.push_str("nothing");
        }
        out.push('\n');
    }
    for (name, s) in &senders {
        writeln!(out, "{} {} {} {} {}", name, s.delivered, s.duplicates, s.late, s.given_up)
            .expect("a string takes all text");
    }
    print!("{}", out);
}
