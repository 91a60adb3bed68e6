//! The entries of one cache: least recently used first out, with an optional life. Keys are small
//! numbers, so a table of positions replaces hashing.

use super::record::{NEVER, NONE};
use crate::Nanos;

#[derive(Debug)]
pub(super) struct Shelf {
    capacity: usize,
    ttl: Option<Nanos>,
    /// Slot of each key, or none.
    places: Vec<u32>,
    slots: Vec<Slot>,
    free: Vec<u32>,
    newest: u32,
    oldest: u32,
}

#[derive(Debug, Clone, Copy)]
struct Slot {
    key: u32,
    newer: u32,
    older: u32,
    expires: Nanos,
}

impl Shelf {
    pub fn new(capacity: u32, ttl: Option<Nanos>, keys: u32) -> Self {
        Self {
            capacity: capacity as usize,
            ttl,
            places: vec![NONE; keys as usize],
            slots: Vec::new(),
            free: Vec::new(),
            newest: NONE,
            oldest: NONE,
        }
    }

    /// Whether the key is there and alive; it then counts as used.
    pub fn look_up(&mut self, key: u32, now: Nanos) -> bool {
        let slot = self.places[key as usize];
        if slot == NONE {
            return false;
        }
        if self.slots[slot as usize].expires <= now {
            self.remove(key);
            return false;
        }
        self.unlink(slot);
        self.link(slot);
        true
    }

    pub fn keep(&mut self, key: u32, now: Nanos) {
        self.remove(key);
        if self.slots.len() - self.free.len() >= self.capacity {
            self.remove(self.slots[self.oldest as usize].key);
        }
        let expires = self.ttl.map_or(NEVER, |ttl| now.saturating_add(ttl));
        let entry = Slot { key, newer: NONE, older: NONE, expires };
        let slot = if let Some(slot) = self.free.pop() {
            self.slots[slot as usize] = entry;
            slot
        } else {
            self.slots.push(entry);
            (self.slots.len() - 1) as u32
        };
        self.places[key as usize] = slot;
        self.link(slot);
    }

    pub fn remove(&mut self, key: u32) {
        let slot = std::mem::replace(&mut self.places[key as usize], NONE);
        if slot != NONE {
            self.unlink(slot);
            self.free.push(slot);
        }
    }

    pub fn clear(&mut self) {
        *self = Self::new(self.capacity as u32, self.ttl, self.places.len() as u32);
    }

    fn unlink(&mut self, slot: u32) {
        let Slot { newer, older, .. } = self.slots[slot as usize];
        match newer {
            NONE => self.newest = older,
            _ => self.slots[newer as usize].older = older,
        }
        match older {
            NONE => self.oldest = newer,
            _ => self.slots[older as usize].newer = newer,
        }
    }

    fn link(&mut self, slot: u32) {
        let second = std::mem::replace(&mut self.newest, slot);
        let entry = &mut self.slots[slot as usize];
        (entry.newer, entry.older) = (NONE, second);
        match second {
            NONE => self.oldest = slot,
            _ => self.slots[second as usize].newer = slot,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_least_recently_used_goes_first_and_entries_expire() {
        let mut shelf = Shelf::new(2, Some(100), 4);
        shelf.keep(0, 0);
        shelf.keep(1, 10);
        assert!(shelf.look_up(0, 20));
        shelf.keep(2, 30);
        assert!(!shelf.look_up(1, 40), "1 was used longest ago");
        assert!(shelf.look_up(0, 99) && !shelf.look_up(0, 100), "0 was filled at 0");
        shelf.remove(2);
        assert!(!shelf.look_up(2, 100));
        shelf.keep(3, 100);
        shelf.clear();
        assert!(!shelf.look_up(3, 101));
    }
}
