//! Runs the planned phases on several benches and hands results on in order.
//!
//! Threads only; what a case's verdict is, `case` decides, and what still runs, `plan`.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc;

use exercise::Case;

use super::case::{Bench, Judged, Setup};
use super::plan::{Phase, Progress, Stop};
use crate::error::Result;
use crate::report::Check;

/// What a phase gave: the cases that ran, in order; fewer than planned if it was stopped.
#[derive(Debug)]
pub struct PhaseResult<'p> {
    pub phase: Phase<'p>,
    pub judged: Vec<Judged>,
}

/// Runs all phases. `seen` is told of every check, in order.
pub fn run<'p>(
    setup: &Setup<'p>,
    phases: Vec<Phase<'p>>,
    (stop, slots): (Stop, usize),
    seen: &mut dyn FnMut(&Check),
) -> Result<Vec<PhaseResult<'p>>> {
    let pass_fail = !setup.package.kind.grading.is_scoring();
    let mut benches: Vec<Bench<'_>> = Vec::new();
    let mut progress = Progress::default();
    let mut results = Vec::new();
    for phase in phases {
        if !progress.may_run(&phase) {
            results.push(PhaseResult { phase, judged: Vec::new() });
            continue;
        }
        while benches.len() < slots.max(1).min(phase.cases.len()) {
            benches.push(Bench::new(setup));
        }
        let judged = run_phase(&mut benches, &phase.cases, phase.stops, seen)?;
        let verdicts: Vec<_> = judged.iter().map(|judged| judged.check.verdict).collect();
        progress.note(&phase, &verdicts, stop, pass_fail);
        results.push(PhaseResult { phase, judged });
    }
    Ok(results)
}

/// The cases of one phase. With `stops`, nothing after the first failure in order is returned.
fn run_phase(
    benches: &mut [Bench<'_>],
    cases: &[&Case],
    stops: bool,
    seen: &mut dyn FnMut(&Check),
) -> Result<Vec<Judged>> {
    let next = AtomicUsize::new(0);
    // Cases after this one are not wanted any more.
    let last = AtomicUsize::new(usize::MAX);
    let (sender, receiver) = mpsc::channel();
    std::thread::scope(|scope| {
        for bench in benches {
            let sender = sender.clone();
            let (next, last) = (&next, &last);
            scope.spawn(move || {
                loop {
                    let index = next.fetch_add(1, Ordering::Relaxed);
                    if index >= cases.len() || index > last.load(Ordering::Relaxed) {
                        return;
                    }
                    let judged = bench.judge(cases[index]);
                    let ends = match &judged {
                        Ok(judged) => stops && !judged.check.verdict.is_accepted(),
                        Err(_) => true,
                    };
                    if ends {
                        last.fetch_min(index, Ordering::Relaxed);
                    }
                    // The receiver is there until all senders are gone.
                    let _received = sender.send((index, judged));
                }
            });
        }
        drop(sender);
        in_order(&receiver, &last, seen)
    })
}

/// Passes results on as soon as all before them are there.
fn in_order(
    receiver: &mpsc::Receiver<(usize, Result<Judged>)>,
    last: &AtomicUsize,
    seen: &mut dyn FnMut(&Check),
) -> Result<Vec<Judged>> {
    let mut early = BTreeMap::new();
    let mut ordered = Vec::new();
    let mut failure = None;
    for (index, judged) in receiver {
        match judged {
            Ok(judged) => {
                early.insert(index, judged);
            }
            Err(error) => {
                failure.get_or_insert(error);
            }
        }
        while let Some(judged) = early.remove(&ordered.len()) {
            if ordered.len() <= last.load(Ordering::Relaxed) {
                seen(&judged.check);
            }
            ordered.push(judged);
        }
    }
    if let Some(error) = failure {
        return Err(error);
    }
    ordered.truncate(last.load(Ordering::Relaxed).saturating_add(1));
    Ok(ordered)
}
