//! The callee's side of a call: arrive, queue, hold a server through the steps, leave.

use super::events::Event;
use super::record::{NEVER, Outcome, ROOT, State};
use super::{Engine, NONE, Timer};
use crate::components::Discipline;
use crate::design::{Effect, Step, When};
use crate::faults::Silence;
use crate::{Law, Nanos};

impl Engine<'_> {
    pub(super) fn arrive(&mut self, call: u32) {
        let now = self.now;
        let record = &mut self.records[call as usize];
        record.arrived = now;
        let instance = &mut self.instances[record.instance as usize];
        let station = &self.plan.stations[usize::from(instance.node)];
        match instance.down {
            Some(Silence::Reset) => return self.answer(call, Outcome::Failed),
            Some(Silence::BlackHole) => return self.swallow(call),
            None => {}
        }
        instance.tally.arrivals += 1;
        let serves = station.servers.filter(|_| !instance.sharing.active);
        let starts = serves.is_none_or(|servers| instance.busy < servers);
        if !starts && station.queue.is_some_and(|limit| instance.queue.len() >= limit as usize) {
            instance.tally.rejected += 1;
            return self.answer(call, Outcome::Failed);
        }
        instance.touch(now);
        instance.in_system += 1;
        if starts {
            self.start(call);
        } else {
            record.state = State::Queued;
            instance.queue.push_back(call);
        }
    }

    /// Work is over; what it did takes effect.
    pub(super) fn worked(&mut self, call: u32) {
        let plan = self.plan;
        let record = self.record(call);
        let (node, program, step) = (record.node, record.program, record.step);
        let steps = &plan.stations[usize::from(node)].programs[usize::from(program)];
        if let Some(Step::Statement { lag, .. }) = steps.get(usize::from(step)) {
            self.take_effect(call, *lag);
        }
        self.record_mut(call).step += 1;
        self.advance(call);
    }

    /// A station that shares its server lets the visit go whose share is complete.
    pub(super) fn share(&mut self, instance: u32) {
        let now = self.now;
        let sharing = &mut self.instances[instance as usize].sharing;
        if sharing.due == now
            && let Some(call) = sharing.leave(now)
        {
            self.plan_share(instance);
            self.worked(call);
        }
    }

    /// Goes through steps until the visit has to wait or is over.
    pub(super) fn advance(&mut self, call: u32) {
        let plan = self.plan;
        loop {
            let record = self.record(call);
            let steps = &plan.stations[usize::from(record.node)].programs;
            let Some(step) = steps[usize::from(record.program)].get(usize::from(record.step))
            else {
                return self.finish(call, Outcome::Fine);
            };
            let (node, key, missed) = (usize::from(record.node), record.key, record.missed);
            let now = self.now;
            match step {
                Step::Work(law) => return self.work(call, *law),
                Step::Statement { read, write, .. } => {
                    let law = if record.write { *write } else { *read };
                    return self.work(call, law);
                }
                Step::Call(wanted) => {
                    let made = match wanted.when {
                        When::Always => true,
                        When::Chance(p) => self.nodes[node].steps.chance(p),
                        When::AfterMiss => missed,
                    };
                    if made {
                        let write = match wanted.effect {
                            Effect::Inherit => self.record(call).write,
                            Effect::Read => false,
                            Effect::Write => true,
                        };
                        self.expect_answers(call, 1);
                        return self.ask(call, wanted.edge.0, write);
                    }
                }
                Step::All(edges) if edges.is_empty() => {}
                Step::All(edges) => {
                    let write = self.record(call).write;
                    self.expect_answers(call, edges.len() as u16);
                    for edge in edges {
                        self.ask(call, edge.0, write);
                    }
                    return;
                }
                Step::Fill(cache) if missed => {
                    self.shelf(usize::from(cache.0)).keep(key, now);
                }
                Step::Keep if missed => self.shelf(node).keep(key, now),
                Step::Fill(_) | Step::Keep => {}
                Step::Invalidate(cache) => self.shelf(usize::from(cache.0)).remove(key),
                Step::LookUp => {
                    if !self.look_up(call)
                        && steps[0].len() == usize::from(self.record(call).step) + 1
                    {
                        return self.finish(call, Outcome::Miss);
                    }
                }
            }
            self.record_mut(call).step += 1;
        }
    }

    /// All calls of a step have come back.
    pub(super) fn answered(&mut self, call: u32) {
        let plan = self.plan;
        let record = self.record(call);
        if record.failed {
            return self.finish(call, Outcome::Failed);
        }
        let node = usize::from(record.node);
        let steps = &plan.stations[node].programs[usize::from(record.program)];
        let again = match &steps[usize::from(record.step)] {
            Step::Call(wanted) => wanted.again,
            _ => 0.0,
        };
        if again == 0.0 || !self.nodes[node].steps.chance(again) {
            self.record_mut(call).step += 1;
        }
        self.advance(call);
    }

    /// Gives up what the visit holds at its instance, whatever came of it.
    pub(super) fn leave(&mut self, call: u32) {
        let now = self.now;
        let record = &self.records[call as usize];
        let instance = &mut self.instances[record.instance as usize];
        instance.touch(now);
        instance.in_system -= 1;
        let tally = &mut instance.tally;
        let residence = u128::from(now - record.arrived.max(tally.since));
        tally.residence += residence;
        if record.state != State::Queued {
            instance.busy -= 1;
            tally.held += u128::from(now - record.started.max(tally.since));
        }
    }

    fn start(&mut self, call: u32) {
        let now = self.now;
        let record = &mut self.records[call as usize];
        record.started = now;
        record.state = State::Waiting;
        let instance = &mut self.instances[record.instance as usize];
        instance.touch(now);
        instance.busy += 1;
        self.advance(call);
    }

    fn finish(&mut self, call: u32, outcome: Outcome) {
        let index = self.record(call).instance;
        self.leave(call);
        let since = self.instances[index as usize].tally.since;
        let residence = self.now - self.record(call).arrived.max(since);
        let tally = &mut self.instances[index as usize].tally;
        tally.done += 1;
        tally.residence_done += u128::from(residence);
        if self.record(call).edge == ROOT {
            self.request_over(call, outcome);
        } else {
            self.answer(call, outcome);
        }
        self.next_in_line(index);
    }

    /// Fills free servers of an instance from its queue.
    fn next_in_line(&mut self, index: u32) {
        let instance = &self.instances[index as usize];
        let station = &self.plan.stations[usize::from(instance.node)];
        let Some(servers) = station.servers else { return };
        while self.instances[index as usize].busy < servers {
            let queue = &mut self.instances[index as usize].queue;
            let next = if station.discipline == Discipline::Lifo {
                queue.pop_back()
            } else {
                queue.pop_front()
            };
            let Some(call) = next else { return };
            if station.drop_late && self.record(call).deadline <= self.now {
                self.leave(call);
                self.instances[index as usize].tally.late += 1;
                self.answer(call, Outcome::Failed);
            } else {
                self.start(call);
            }
        }
    }

    fn work(&mut self, call: u32, law: Law) {
        let now = self.now;
        let record = &mut self.records[call as usize];
        let index = record.instance;
        let instance = &mut self.instances[index as usize];
        let drawn = law.sample(&mut self.nodes[usize::from(record.node)].work);
        let needed = instance.pace.map_or(drawn, |pace| (drawn as f64 * pace) as Nanos);
        record.state = State::Working;
        if instance.sharing.active {
            instance.sharing.enter(now, call, needed);
            return self.plan_share(index);
        }
        record.due = now.saturating_add(needed);
        match law {
            Law::Constant(_) if instance.pace.is_none() => {
                self.events.after(now, needed, Event::Due(call));
            }
            _ => self.events.at(now.saturating_add(needed), Event::Due(call)),
        }
    }

    fn plan_share(&mut self, instance: u32) {
        let due = self.instances[instance as usize].sharing.due;
        if due == NEVER {
            return;
        }
        let timer = &mut self.shares[instance as usize];
        if *timer == NONE {
            *timer = self.timers.len() as u32;
            self.timers.push(Timer::Share(instance));
        }
        self.events.at(due, Event::Timer(*timer));
    }

    fn expect_answers(&mut self, call: u32, pending: u16) {
        let record = self.record_mut(call);
        record.state = State::Waiting;
        record.pending = pending;
    }

    fn look_up(&mut self, call: u32) -> bool {
        let (now, record) = (self.now, self.record(call));
        let (node, key, write) = (usize::from(record.node), record.key, record.write);
        if write {
            // What is written is not answered from the shelf, and the old entry is gone.
            self.shelf(node).remove(key);
        }
        let hit = self.shelf(node).look_up(key, now);
        self.record_mut(call).missed = !hit;
        let state = &mut self.nodes[node];
        if hit {
            state.hits += 1;
        } else if !write {
            state.misses += 1;
        }
        hit
    }

    fn shelf(&mut self, node: usize) -> &mut super::Shelf {
        self.shelves[node].as_mut().expect("the design was checked: only caches are filled")
    }

    fn answer(&mut self, call: u32, outcome: Outcome) {
        let hop = self.plan.edge(self.record(call).edge).hop;
        self.reply(call, outcome, hop);
    }
}
