//! Decides why a run ended: one order of precedence over what kernel and engine recorded.
//!
//! When the engine itself ended the run, the reason it had at that moment stands. Otherwise the
//! first line that holds decides: forbidden call, memory, output, CPU time, wall time, signal,
//! exit status. Exit codes are never taken as evidence of a limit.

use std::time::Duration;

use crate::outcome::{Cause, Status, Stream};
use crate::{Limits, cgroup::MemoryEvents};

/// Everything the decision rests on.
#[derive(Clone, Debug)]
pub struct Evidence<'a> {
    pub limits: &'a Limits,
    /// Why the engine ended the run, if it did.
    pub killed_for: Option<Cause>,
    pub status: Status,
    /// `errno` of a program that could not be started.
    pub start_error: Option<i32>,
    pub cpu: Duration,
    pub wall: Duration,
    pub memory: MemoryEvidence,
    pub output_over: Option<Stream>,
}

/// What the group's counters say about this run.
#[derive(Clone, Copy, Debug, Default)]
pub struct MemoryEvidence {
    /// Events during the run.
    pub events: MemoryEvents,
    /// Bytes, with the baseline: what the kernel compares with the limit.
    pub peak: u64,
}

/// Bytes by which a peak may stay under the limit and still have met it: the kernel charges
/// memory in batches per core.
const CHARGE_BATCH: u64 = 64 * 4096;

pub fn decide(evidence: &Evidence<'_>) -> Cause {
    if let Some(cause) = &evidence.killed_for {
        return cause.clone();
    }
    if evidence.status == Status::Signalled(libc::SIGSYS) {
        return Cause::Forbidden;
    }
    if let Some(reason) = memory(evidence) {
        return Cause::Memory(reason);
    }
    if let Some(errno) = evidence.start_error {
        return Cause::NotStarted(errno);
    }
    if let Some(stream) = evidence.output_over {
        return Cause::Output(stream);
    }
    if evidence.cpu > evidence.limits.cpu {
        return Cause::CpuTime;
    }
    if evidence.wall > evidence.limits.wall {
        return Cause::WallTime { waiting: waiting(evidence.cpu, evidence.limits) };
    }
    match evidence.status {
        Status::Signalled(libc::SIGXFSZ) => Cause::Output(Stream::File),
        Status::Signalled(libc::SIGXCPU) => Cause::CpuTime,
        Status::Signalled(signal) => Cause::Signal(signal),
        Status::Exited(0) => Cause::Finished,
        Status::Exited(status) => Cause::ExitStatus(status),
        Status::None => Cause::NotStarted(libc::ENOEXEC),
    }
}

/// Whether a run that met its wall limit was mostly waiting: under a tenth of its CPU limit used.
pub fn waiting(cpu: Duration, limits: &Limits) -> bool {
    cpu * 10 < limits.cpu
}

fn memory(evidence: &Evidence<'_>) -> Option<&'static str> {
    let MemoryEvidence { events, peak } = evidence.memory;
    if events.oom_kills > 0 {
        return Some("the kernel ended a process because the memory limit was reached");
    }
    let at_limit = peak + CHARGE_BATCH >= evidence.limits.memory;
    if evidence.start_error.is_some() && (events.limit_hits > 0 || at_limit) {
        return Some("the program is too large for the memory limit");
    }
    let abnormal = !matches!(evidence.status, Status::Exited(0));
    let within_a_percent = peak >= evidence.limits.memory - evidence.limits.memory / 100;
    (abnormal && events.limit_hits > 0 && within_a_percent)
        .then_some("an allocation failed at the memory limit")
}

#[cfg(test)]
mod tests {
    use super::*;

    const KILL: i32 = libc::SIGKILL;

    fn evidence(limits: &Limits) -> Evidence<'_> {
        Evidence {
            limits,
            killed_for: None,
            status: Status::Exited(0),
            start_error: None,
            cpu: Duration::from_millis(10),
            wall: Duration::from_millis(20),
            memory: MemoryEvidence::default(),
            output_over: None,
        }
    }

    type Case<'a> = (&'a str, Box<dyn Fn(&mut Evidence<'a>)>, fn(&Cause) -> bool);

    /// Each line changes an ordinary run and names what must be decided.
    #[test]
    fn precedence() {
        let limits = Limits::default();
        let oom = MemoryEvents { oom_kills: 1, limit_hits: 9 };
        let hit = MemoryEvents { oom_kills: 0, limit_hits: 9 };
        let cases: Vec<Case<'_>> = vec![
            ("plain", Box::new(|_| ()), |c| *c == Cause::Finished),
            ("status", Box::new(|e| e.status = Status::Exited(3)), |c| *c == Cause::ExitStatus(3)),
            ("signal", Box::new(|e| e.status = Status::Signalled(11)), |c| *c == Cause::Signal(11)),
            ("late", Box::new(|e| e.cpu = Duration::from_secs(3)), |c| *c == Cause::CpuTime),
            ("exactly at the limit", Box::new(|e| e.cpu = Duration::from_secs(2)), |c| {
                *c == Cause::Finished
            }),
            ("asleep", Box::new(|e| e.wall = Duration::from_secs(7)), |c| {
                *c == Cause::WallTime { waiting: true }
            }),
            (
                "filter before memory",
                Box::new(move |e| {
                    e.status = Status::Signalled(libc::SIGSYS);
                    e.memory.events = oom;
                }),
                |c| *c == Cause::Forbidden,
            ),
            ("oom kill of a child counts", Box::new(move |e| e.memory.events = oom), |c| {
                matches!(c, Cause::Memory(_))
            }),
            (
                "limit hit and died at the peak",
                Box::new(move |e| {
                    e.memory = MemoryEvidence { events: hit, peak: e.limits.memory };
                    e.status = Status::Exited(1);
                }),
                |c| matches!(c, Cause::Memory(_)),
            ),
            (
                "limit hit by page cache, ended well",
                Box::new(move |e| {
                    e.memory = MemoryEvidence { events: hit, peak: e.limits.memory };
                }),
                |c| *c == Cause::Finished,
            ),
            (
                "killed without evidence is a signal, not memory",
                Box::new(|e| e.status = Status::Signalled(KILL)),
                |c| *c == Cause::Signal(KILL),
            ),
            (
                "output before time",
                Box::new(|e| {
                    e.output_over = Some(Stream::Stdout);
                    e.cpu = Duration::from_secs(3);
                }),
                |c| *c == Cause::Output(Stream::Stdout),
            ),
            (
                "what the engine did stands",
                Box::new(|e| {
                    e.killed_for = Some(Cause::Output(Stream::Stderr));
                    e.cpu = Duration::from_secs(3);
                    e.status = Status::Signalled(KILL);
                }),
                |c| *c == Cause::Output(Stream::Stderr),
            ),
            (
                "too large to start",
                Box::new(move |e| {
                    e.start_error = Some(libc::ENOMEM);
                    e.memory.events = hit;
                }),
                |c| matches!(c, Cause::Memory(_)),
            ),
            ("missing program", Box::new(|e| e.start_error = Some(libc::ENOENT)), |c| {
                *c == Cause::NotStarted(libc::ENOENT)
            }),
            ("file too large", Box::new(|e| e.status = Status::Signalled(libc::SIGXFSZ)), |c| {
                *c == Cause::Output(Stream::File)
            }),
        ];
        for (name, change, expected) in cases {
            let mut e = evidence(&limits);
            change(&mut e);
            let cause = decide(&e);
            assert!(expected(&cause), "{name}: {cause:?}");
        }
    }
}
