//! One run of a design.
//!
//! # Theory of operation
//!
//! - Everything is a *visit* to a station: it arrives, queues, holds a server through its steps
//!   (work, calls to others) and leaves. A client's request is the visit nobody called. The
//!   server stays held while calls are out.
//! - A *record* is one call: the visit at the callee and what the caller waits for. It is freed
//!   when the answer is delivered. A caller that gave up detaches itself; the visit goes on.
//! - Each record has at most one `due` moment of its own, a timeout and a hedge. An event counts
//!   only if the record still has exactly that moment, so nothing is ever removed from the queue.
//! - Answers go through a list that is worked off before the next event: no recursion over time.
//! - Order is total: time, then order of scheduling. Nothing iterates over a hash map.
//! - Failure modes: too many events or calls alive end the run, which says so; a broken
//!   operational law is reported in the run (`report`).
//!
//! `visit` is the callee's side, `caller` the caller's, `traffic` makes requests, `trouble` serves
//! faults, `report` measures.

mod caller;
mod events;
mod instance;
mod record;
mod report;
mod shelf;
mod traffic;
mod trouble;
mod visit;

use std::collections::VecDeque;

use self::events::{Event, Events};
use self::instance::Instance;
use self::record::{NONE, Outcome, Record, State};
use self::shelf::Shelf;
use self::traffic::Source;
use self::trouble::Ledger;
use crate::components::{Component, Discipline, Station};
use crate::design::{Design, DesignError, Edge};
use crate::random::Stream;
use crate::run::{EdgeRun, Integrity, Run, Second, Stop};
use crate::{Histogram, Nanos, SECOND, Scenario, faults};

/// Longest run: keeps the per-second series small.
const MAX_SECONDS: u64 = 100_000;

/// Runs `design` through `scenario`. The same three arguments give the same run on every machine.
pub fn simulate(design: &Design, scenario: &Scenario, seed: u64) -> Result<Run, DesignError> {
    design.check()?;
    faults::check(design, scenario)?;
    if scenario.duration > MAX_SECONDS * SECOND {
        let problem = format!("lasts longer than {MAX_SECONDS} s; make it shorter");
        return Err(DesignError::Scenario { problem });
    }
    let plan = Plan::new(design);
    let mut engine = Engine::new(&plan, scenario, seed);
    engine.run(scenario);
    Ok(engine.report())
}

/// What does not change during a run.
pub(crate) struct Plan<'a> {
    design: &'a Design,
    stations: Vec<Station>,
    /// First instance of each node.
    bases: Vec<u32>,
    keys: u32,
}

impl<'a> Plan<'a> {
    fn new(design: &'a Design) -> Self {
        let stations: Vec<Station> = design.nodes.iter().map(|n| n.component.station()).collect();
        let mut next = 0;
        let bases = stations
            .iter()
            .map(|s| {
                next += u32::from(s.instances);
                next - u32::from(s.instances)
            })
            .collect();
        let keys = design.nodes.iter().filter_map(|n| match &n.component {
            Component::Client(client) => Some(client.keys.count()),
            _ => None,
        });
        Self { design, stations, bases, keys: keys.max().unwrap_or(1) }
    }

    fn edge(&self, edge: u16) -> &'a Edge {
        &self.design.edges[usize::from(edge)]
    }
}

/// A moment that belongs to no call.
#[derive(Debug, Clone, Copy)]
enum Timer {
    Arrival(usize),
    FaultBegins(usize),
    FaultEnds(usize),
    /// Someone leaves a station that shares its server.
    Share(u32),
    /// The warm-up is over.
    Reset,
}

pub(crate) struct Engine<'a> {
    plan: &'a Plan<'a>,
    now: Nanos,
    events: Events,
    timers: Vec<Timer>,
    records: Vec<Record>,
    free: Vec<u32>,
    answers: VecDeque<u32>,
    instances: Vec<Instance>,
    /// Timer of each instance that shares, else none.
    shares: Vec<u32>,
    shelves: Vec<Option<Shelf>>,
    ledgers: Vec<Ledger>,
    sources: Vec<Source>,
    nodes: Vec<NodeState>,
    edges: Vec<EdgeState>,
    warm: Nanos,
    offered: u64,
    answered: u64,
    good: u64,
    failed: u64,
    requests_at_reset: u64,
    requests_alive: u64,
    latency: Histogram,
    seconds: Vec<Second>,
    integrity: Integrity,
    processed: u64,
    calls: u64,
    max_events: u64,
    max_in_flight: usize,
    hash: u64,
    stopped: Option<Stop>,
}

struct NodeState {
    work: Stream,
    route: Stream,
    steps: Stream,
    turn: u32,
    hits: u64,
    misses: u64,
}

struct EdgeState {
    jitter: Stream,
    tokens: f64,
    run: EdgeRun,
}

impl EdgeState {
    fn all(design: &Design, seed: u64) -> Vec<Self> {
        let mut calls_to = vec![0_u32; design.nodes.len()];
        let state = |edge: &Edge| {
            let to = usize::from(edge.to.0);
            let which = calls_to.get_mut(to).map_or(0, |n| std::mem::replace(n, *n + 1));
            let name = design.nodes.get(to).map_or("", |n| n.name.as_str());
            Self {
                jitter: Stream::new(seed, name, &format!("jitter {which}")),
                tokens: Edge::BUDGET_RESERVE,
                run: EdgeRun::default(),
            }
        };
        design.edges.iter().map(state).collect()
    }
}

impl<'a> Engine<'a> {
    fn new(plan: &'a Plan<'a>, scenario: &Scenario, seed: u64) -> Self {
        let nodes = &plan.design.nodes;
        let stream = |name: &str, purpose| Stream::new(seed, name, purpose);
        let mut instances = Vec::new();
        for (node, station) in (0..).zip(&plan.stations) {
            let shares = station.discipline == Discipline::Sharing;
            instances.extend((0..station.instances).map(|_| Instance::new(node, shares)));
        }
        let shelf = |component: &Component| match component {
            Component::Cache(c) => Some(Shelf::new(c.capacity, c.ttl, plan.keys)),
            _ => None,
        };
        let ledger = |component: &Component| match component {
            Component::Database(d) if d.replicas > 0 => Ledger::new(plan.keys),
            _ => Ledger::new(0),
        };
        Self {
            plan,
            now: 0,
            events: Events::default(),
            timers: Vec::new(),
            records: Vec::new(),
            free: Vec::new(),
            answers: VecDeque::new(),
            shares: vec![NONE; instances.len()],
            instances,
            shelves: nodes.iter().map(|n| shelf(&n.component)).collect(),
            ledgers: nodes.iter().map(|n| ledger(&n.component)).collect(),
            sources: Source::all(plan.design, scenario, seed),
            nodes: nodes
                .iter()
                .map(|n| NodeState {
                    work: stream(&n.name, "work"),
                    route: stream(&n.name, "route"),
                    steps: stream(&n.name, "steps"),
                    turn: 0,
                    hits: 0,
                    misses: 0,
                })
                .collect(),
            edges: EdgeState::all(plan.design, seed),
            warm: 0,
            offered: 0,
            answered: 0,
            good: 0,
            failed: 0,
            requests_at_reset: 0,
            requests_alive: 0,
            latency: Histogram::default(),
            seconds: vec![Second::default(); (scenario.duration.div_ceil(SECOND)) as usize],
            integrity: Integrity::default(),
            processed: 0,
            calls: 0,
            max_events: scenario.max_events,
            max_in_flight: scenario.max_in_flight,
            hash: 0xcbf2_9ce4_8422_2325,
            stopped: None,
        }
    }

    fn run(&mut self, scenario: &Scenario) {
        for (index, fault) in scenario.faults.iter().enumerate() {
            let (from, until) = fault.moments();
            self.timer(from, Timer::FaultBegins(index));
            self.timer(until, Timer::FaultEnds(index));
        }
        self.timer(scenario.warm_up, Timer::Reset);
        self.start_traffic();
        while let Some((time, event)) = self.events.pop() {
            if time >= scenario.duration {
                break;
            }
            self.now = time;
            self.processed += 1;
            self.fold(time, event);
            self.dispatch(event, scenario);
            while self.stopped.is_none()
                && let Some(call) = self.answers.pop_front()
            {
                self.deliver(call);
            }
            self.limit();
            if self.stopped.is_some() {
                return;
            }
        }
        self.now = scenario.duration;
    }

    /// Stops a run that outgrew its limits. Also asked at every call, because calls without any
    /// delay can multiply within one event.
    fn limit(&mut self) {
        if self.processed.max(self.calls) >= self.max_events {
            self.stopped = Some(Stop::TooManyEvents { at: self.now });
        } else if self.records.len() - self.free.len() > self.max_in_flight {
            self.stopped = Some(Stop::Overload { at: self.now });
        }
    }

    fn dispatch(&mut self, event: Event, scenario: &Scenario) {
        match event {
            Event::Due(call) if self.record(call).due == self.now => self.due(call),
            Event::Timeout(call) if self.record(call).timeout_at == self.now => self.timeout(call),
            Event::Hedge(call) if self.record(call).hedge_at == self.now => self.hedge(call),
            Event::Timer(index) => match self.timers[index as usize] {
                Timer::Arrival(source) => self.arrival(source, index),
                Timer::FaultBegins(fault) => scenario.faults[fault].begin(self),
                Timer::FaultEnds(fault) => scenario.faults[fault].end(self),
                Timer::Share(instance) => self.share(instance),
                Timer::Reset => self.reset(),
            },
            // Of a former life of the record.
            Event::Due(_) | Event::Timeout(_) | Event::Hedge(_) => {}
        }
    }

    /// The record's own next moment.
    fn due(&mut self, call: u32) {
        self.record_mut(call).due = record::NEVER;
        match self.record(call).state {
            State::Thinking => self.begin_request(call),
            // Nobody waits any more: the visit that wanted to retry was killed.
            State::Backoff if self.record(call).parent == NONE => self.release(call),
            State::Backoff => self.send(call),
            State::Travelling => self.arrive(call),
            State::Working => self.worked(call),
            State::Answered => self.deliver(call),
            State::Free | State::Queued | State::Waiting | State::Lost => {}
        }
    }

    fn timer(&mut self, at: Nanos, timer: Timer) {
        let index = self.timers.len() as u32;
        self.timers.push(timer);
        self.events.at(at, Event::Timer(index));
    }

    fn allot(&mut self, record: Record) -> u32 {
        if let Some(call) = self.free.pop() {
            self.records[call as usize] = record;
            return call;
        }
        self.records.push(record);
        (self.records.len() - 1) as u32
    }

    fn release(&mut self, call: u32) {
        let record = self.record_mut(call);
        record.state = State::Free;
        (record.due, record.timeout_at) = (record::NEVER, record::NEVER);
        record.hedge_at = record::NEVER;
        self.free.push(call);
    }

    fn record(&self, call: u32) -> &Record {
        &self.records[call as usize]
    }

    fn record_mut(&mut self, call: u32) -> &mut Record {
        &mut self.records[call as usize]
    }

    fn fold(&mut self, time: Nanos, event: Event) {
        let (kind, index) = match event {
            Event::Due(index) => (0, index),
            Event::Timeout(index) => (1, index),
            Event::Hedge(index) => (2, index),
            Event::Timer(index) => (3, index),
        };
        let word = time ^ (u64::from(index) << 32) ^ kind;
        self.hash = (self.hash ^ word).wrapping_mul(0x0100_0000_01b3).rotate_left(17);
    }

    /// The answer is out: delivered after the hop back, or before the next event.
    fn reply(&mut self, call: u32, outcome: Outcome, hop: Nanos) {
        let now = self.now;
        let record = self.record_mut(call);
        record.outcome = outcome;
        record.state = State::Answered;
        if hop == 0 {
            self.answers.push_back(call);
        } else {
            record.due = now + hop;
            self.events.after(now, hop, Event::Due(call));
        }
    }
}
