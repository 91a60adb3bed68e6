//! Stands in for control groups where the host grants none: looks at the processes of a run
//! every few milliseconds. Weaker than a group: what grows and vanishes between two looks is not
//! seen, and memory shared by two processes counts twice. `doctor` says so.

use std::cell::RefCell;
use std::collections::HashMap;
use std::fs;
use std::os::fd::BorrowedFd;
use std::time::Duration;

use crate::slot::pid_of;

/// Follows the descendants of a launcher, to which every orphan of the run comes back.
#[derive(Debug)]
pub struct Watch {
    launcher: i32,
    state: RefCell<State>,
}

#[derive(Debug, Default)]
struct State {
    /// CPU time last seen per process, the ended ones included.
    cpu: HashMap<i32, Duration>,
    peak: u64,
}

/// Bytes of a page and clock ticks a second: fixed on the two architectures we run on.
const PAGE: u64 = 4096;
const TICKS_PER_SECOND: u64 = 100;
/// Processes looked at in one go; the process limit is far below.
const MOST: usize = 4096;

impl Watch {
    /// Time between two looks.
    pub const STEP: Duration = Duration::from_millis(5);

    pub fn start(launcher: BorrowedFd<'_>) -> Option<Self> {
        pid_of(launcher).ok().map(|launcher| Self { launcher, state: RefCell::default() })
    }

    /// Bytes resident in all processes together, now.
    pub fn memory(&self) -> u64 {
        let mut state = self.state.borrow_mut();
        let mut total = 0;
        for pid in self.descendants() {
            total += resident(pid).unwrap_or(0);
            if let Some(cpu) = cpu(pid) {
                state.cpu.insert(pid, cpu);
            }
        }
        state.peak = state.peak.max(total);
        total
    }

    /// Highest [`Watch::memory`] so far.
    pub fn peak(&self) -> u64 {
        self.state.borrow().peak
    }

    /// CPU time of every process seen so far.
    pub fn cpu(&self) -> Duration {
        self.memory();
        self.state.borrow().cpu.values().sum()
    }

    fn descendants(&self) -> Vec<i32> {
        let mut found = Vec::new();
        let mut open = vec![self.launcher];
        while let Some(pid) = open.pop() {
            let path = format!("/proc/{pid}/task/{pid}/children");
            let Ok(children) = fs::read_to_string(path) else { continue };
            let children = children.split_whitespace().filter_map(|c| c.parse::<i32>().ok());
            for child in children.take(MOST - found.len().min(MOST)) {
                found.push(child);
                open.push(child);
            }
        }
        found
    }
}

fn resident(pid: i32) -> Option<u64> {
    let statm = fs::read_to_string(format!("/proc/{pid}/statm")).ok()?;
    statm.split(' ').nth(1)?.parse::<u64>().ok().map(|pages| pages * PAGE)
}

/// User and system time, with that of the children waited for.
fn cpu(pid: i32) -> Option<Duration> {
    let stat = fs::read_to_string(format!("/proc/{pid}/stat")).ok()?;
    let fields: Vec<&str> = stat.rsplit_once(')')?.1.split_whitespace().collect();
    let ticks: u64 = fields.get(11..15)?.iter().filter_map(|f| f.parse::<u64>().ok()).sum();
    Some(Duration::from_millis(ticks * 1000 / TICKS_PER_SECOND))
}
