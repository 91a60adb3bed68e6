//! Turns the engine's tallies into a [`Run`], and asserts the operational laws on the way. Areas
//! and sums of whole nanoseconds are exact, so the laws hold to the last digit or not at all.

use super::Engine;
use super::record::State;
use crate::Nanos;
use crate::run::{NodeRun, Run};

impl Engine<'_> {
    /// The warm-up is over: forget what was counted, keep what is under way.
    pub(super) fn reset(&mut self) {
        let now = self.now;
        self.warm = now;
        self.instances.iter_mut().for_each(|i| i.reset(now));
        self.nodes.iter_mut().for_each(|n| (n.hits, n.misses) = (0, 0));
        self.edges.iter_mut().for_each(|e| e.run = crate::run::EdgeRun::default());
        (self.offered, self.answered, self.good, self.failed) = (0, 0, 0, 0);
        self.requests_at_reset = self.requests_alive;
        self.latency = crate::Histogram::default();
        self.integrity = crate::Integrity::default();
    }

    pub(super) fn report(mut self) -> Run {
        let now = self.now;
        self.instances.iter_mut().for_each(|i| i.touch(now));
        let broken_laws = self.broken_laws();
        let measured = now - self.warm;
        Run {
            measured,
            offered: self.offered,
            answered: self.answered,
            good: self.good,
            failed: self.failed,
            nodes: (0..self.nodes.len()).map(|n| self.node_run(n, measured)).collect(),
            edges: self.edges.iter().map(|e| e.run).collect(),
            latency: self.latency,
            seconds: self.seconds,
            integrity: self.integrity,
            events: self.processed,
            trace_hash: self.hash,
            stopped: self.stopped,
            broken_laws,
        }
    }

    fn node_run(&self, node: usize, measured: Nanos) -> NodeRun {
        let mut run = NodeRun {
            hits: self.nodes[node].hits,
            misses: self.nodes[node].misses,
            ..NodeRun::default()
        };
        let (mut inside, mut busy, mut residence) = (0_u128, 0_u128, 0_u128);
        let mut waiting = 0_u128;
        for instance in self.instances.iter().filter(|i| usize::from(i.node) == node) {
            let tally = &instance.tally;
            run.arrivals += tally.arrivals;
            run.done += tally.done;
            run.rejected += tally.rejected;
            run.late += tally.late;
            run.killed += tally.killed;
            inside += tally.area_in_system;
            busy += tally.area_busy;
            waiting += tally.area_in_system - tally.area_busy;
            residence += tally.residence_done;
        }
        let time = measured.max(1) as f64;
        let station = &self.plan.stations[node];
        if let Some(servers) = station.servers {
            let all = f64::from(servers) * f64::from(station.instances);
            run.utilisation = busy as f64 / time / all;
        }
        run.queue_mean = waiting as f64 / time;
        run.in_system_mean = inside as f64 / time;
        run.residence_mean = residence as f64 / run.done.max(1) as f64;
        run
    }

    fn broken_laws(&self) -> Vec<String> {
        let mut open = vec![(0_u128, 0_u128); self.instances.len()];
        for record in &self.records {
            let held = matches!(record.state, State::Working | State::Waiting);
            if held || record.state == State::Queued {
                let since = self.instances[record.instance as usize].tally.since;
                let sums = &mut open[record.instance as usize];
                sums.0 += u128::from(self.now - record.arrived.max(since));
                if held {
                    sums.1 += u128::from(self.now - record.started.max(since));
                }
            }
        }
        let mut broken = Vec::new();
        for (instance, (residence, held)) in self.instances.iter().zip(open) {
            let tally = &instance.tally;
            let name = &self.plan.design.nodes[usize::from(instance.node)].name;
            let left = tally.done + tally.rejected + tally.late + tally.killed;
            let mut law = |holds: bool, law: &str| {
                if !holds {
                    broken.push(format!("`{name}`: {law}"));
                }
            };
            law(tally.area_in_system == tally.residence + residence, "Little's law");
            let busy = instance.sharing.active || tally.area_busy == tally.held + held;
            law(busy, "the utilisation law");
            let came = tally.at_reset + tally.arrivals;
            law(came == left + u64::from(instance.in_system), "flow balance");
        }
        let came = self.requests_at_reset + self.offered;
        if came != self.answered + self.failed + self.requests_alive {
            broken.push(String::from("requests offered are not answered, failed or in flight"));
        }
        broken
    }
}
