//! One run: asks the launcher to start a program, enforces the limits, collects output, and
//! gathers the evidence for the cause.
//!
//! Theory of operation. One thread waits in one `poll` on everything that can happen: the
//! launcher's messages, the end of the main process (its pidfd), output, the memory alarm, a
//! cancellation. There are no ticks: the wall limit is the time-out of the wait, and since a tree
//! on *n* cores cannot use CPU time faster than *n* times wall time, the CPU counter is read only
//! when the limit could have been reached. The engine kills the main process through its pidfd;
//! the launcher then sweeps the rest and reports. If the launcher is dead or stopped, the keeper
//! sweeps instead and the slot is spent. Whatever ends the run, inputs of the verdict are fixed
//! before any cleaning begins.

use std::io;
use std::os::fd::{AsFd, BorrowedFd, OwnedFd};
use std::time::Duration;

use crate::cause::{self, Evidence, MemoryEvidence};
use crate::cgroup::{Group, MemoryEvents};
use crate::collector::Collector;
use crate::command::Command;
use crate::error::{Error, Result};
use crate::limits::Limits;
use crate::outcome::{Cause, Outcome, Status, Stream, Usage};
use crate::protocol::{FromLauncher, MAX_MESSAGE, Message, Report, Started, ToLauncher};
use crate::request;
use crate::slot::Slot;
use crate::sys::poll::{self, Interest};
use crate::sys::{process, socket};
use crate::watch::Watch;

/// The shortest time between two looks at the CPU counter.
const CPU_STEP: Duration = Duration::from_millis(1);
/// While the run goes on the engine knows only the moment before `exec`. A limit is enforced this
/// much later, so that the start is never billed.
const START_GRACE: Duration = Duration::from_millis(2);
/// How long the launcher may take to report an end that the engine has already seen.
const LAUNCHER_PATIENCE: Duration = Duration::from_millis(250);
/// After a memory alarm the count of kills is looked at this often until it rises.
const ALARM_STEP: Duration = Duration::from_millis(1);

/// A finished run, and whether its slot can serve another.
#[derive(Debug)]
pub struct Finished {
    pub outcome: Outcome,
    pub slot_is_whole: bool,
    pub ipc_objects: u32,
}

/// Runs `command` in `slot`. `cores` is how many cores its processes may use.
pub fn run(slot: &mut Slot, command: Command, cores: usize) -> Result<Finished> {
    let Command { argv, env, cwd, limits, stdin, stdout, stderr, cancel, .. } = command;
    let request = request::program(argv, env, cwd, &limits);
    let message = ToLauncher::Run(request).encode();
    if message.len() > MAX_MESSAGE {
        return Err(Error::BadRequest(format!(
            "the arguments and environment are longer than {MAX_MESSAGE} bytes"
        )));
    }
    let mut memory_peak_exact = false;
    let mut baseline = Baseline::default();
    if let Some(group) = &mut slot.group {
        group.limit(limits.memory, limits.processes).map_err(Error::at("set the limits"))?;
        memory_peak_exact = group.reset_peak();
        baseline.usage = group.usage().map_err(Error::at("read the memory in use"))?;
        baseline.events = group.memory_events().map_err(Error::at("read the memory events"))?;
        group.silence().map_err(Error::at("reset the memory alarm"))?;
    }
    let (stdout, stdout_fd) = Collector::open(stdout, Stream::Stdout, limits.stdout)?;
    let (stderr, stderr_fd) = Collector::open(stderr, Stream::Stderr, limits.stderr)?;
    let stdin_fd = request::open_stdin(stdin).map_err(Error::at("open the input"))?;
    socket::send(
        slot.launcher.as_fd(),
        &message,
        &[stdin_fd.as_fd(), stdout_fd.as_fd(), stderr_fd.as_fd()],
    )
    .map_err(Error::at("ask the launcher"))?;
    drop((stdin_fd, stdout_fd, stderr_fd));
    let cancel = cancel.as_ref().map(|c| c.0.as_fd());
    let running = Running {
        slot,
        limits: &limits,
        cores: u32::try_from(cores).unwrap_or(1).max(1),
        collectors: [stdout, stderr],
        cancel,
        baseline,
        memory_peak_exact,
        started: None,
        killed_for: None,
        alarmed: false,
        launcher_lost: false,
        seen_end: None,
        watch: None,
    };
    running.pump()
}

/// Counters as they were before the run.
#[derive(Clone, Copy, Debug, Default)]
struct Baseline {
    usage: u64,
    events: MemoryEvents,
}

struct Running<'a> {
    slot: &'a mut Slot,
    limits: &'a Limits,
    cores: u32,
    collectors: [Collector; 2],
    cancel: Option<BorrowedFd<'a>>,
    baseline: Baseline,
    memory_peak_exact: bool,
    started: Option<(Started, OwnedFd)>,
    /// Why this engine ended the run; set once, at the kill.
    killed_for: Option<Cause>,
    alarmed: bool,
    launcher_lost: bool,
    /// When the main process was first seen to have ended, and the CPU counter then.
    seen_end: Option<(Duration, Option<Duration>)>,
    /// Stands in for a missing control group.
    watch: Option<Watch>,
}

/// How the wait ended.
enum End {
    Reported(Report),
    NotStarted(i32),
    LauncherSilent,
}

impl Running<'_> {
    fn pump(mut self) -> Result<Finished> {
        let end = loop {
            let time_out = self.time_out();
            let ready = self.wait(time_out)?;
            for index in [0, 1] {
                if ready[index] {
                    self.collectors[index]
                        .take(&mut self.slot.chunk)
                        .map_err(Error::at("read the output"))?;
                }
            }
            if let Some(stream) = self.collectors.iter().find_map(Collector::over) {
                self.kill(Cause::Output(stream))?;
            }
            if ready[2]
                && let Some(end) = self.hear()?
            {
                break end;
            }
            if ready[3] && self.seen_end.is_none() {
                self.seen_end = Some((process::monotonic(), self.group_cpu()?));
            }
            if ready[4] {
                self.alarmed = true;
                if let Some(group) = &self.slot.group {
                    group.silence().map_err(Error::at("reset the memory alarm"))?;
                }
            }
            if ready[5] {
                self.kill(Cause::Cancelled)?;
            }
            self.check_limits()?;
            if self.launcher_is_late() {
                break End::LauncherSilent;
            }
        };
        self.finish(&end)
    }

    fn wait(&self, time_out: Option<Duration>) -> Result<Vec<bool>> {
        let readable = |fd| Some((fd, Interest::Readable));
        let main_alive = self.seen_end.is_none();
        poll::wait(
            &[
                self.collectors[0].descriptor().and_then(readable),
                self.collectors[1].descriptor().and_then(readable),
                readable(self.slot.launcher.as_fd()).filter(|_| !self.launcher_lost),
                self.started
                    .as_ref()
                    .filter(|_| main_alive)
                    .and_then(|(_, pidfd)| readable(pidfd.as_fd())),
                self.slot.group.as_ref().filter(|_| !self.alarmed).and_then(Group::alarm),
                self.cancel.filter(|_| self.killed_for.is_none()).and_then(readable),
            ],
            time_out,
        )
        .map_err(Error::at("wait for the run"))
    }

    /// Takes a message of the launcher, or notices that it is gone.
    fn hear(&mut self) -> Result<Option<End>> {
        let mut buffer = [0; 256];
        let (length, fds) = match socket::receive(self.slot.launcher.as_fd(), &mut buffer, false) {
            Ok(received) => received,
            Err(e) if e.kind() == io::ErrorKind::WouldBlock => return Ok(None),
            Err(e) if e.kind() == io::ErrorKind::ConnectionReset => (0, Vec::new()),
            Err(e) => return Err(Error::at("hear the launcher")(e)),
        };
        if length == 0 {
            // The run killed its launcher. The main process may well go on.
            self.launcher_lost = true;
            return match self.started {
                Some(_) => Ok(None),
                None => Err(Error::Lost("the launcher ended before the run started")),
            };
        }
        match FromLauncher::decode(&buffer[..length])
            .map_err(Error::at("understand the launcher"))?
        {
            FromLauncher::Started(started) => {
                let pidfd =
                    fds.into_iter().next().ok_or(Error::Lost("no descriptor of the run"))?;
                if self.slot.group.is_none() {
                    self.watch = Watch::start(self.slot.launcher_fd.as_fd());
                }
                self.started = Some((started, pidfd));
                Ok(None)
            }
            FromLauncher::NotStarted(errno) => Ok(Some(End::NotStarted(errno))),
            FromLauncher::Ended(report) => Ok(Some(End::Reported(report))),
            FromLauncher::Ready { .. } | FromLauncher::Failed(_) => {
                Err(Error::Lost("the launcher said something out of turn"))
            }
        }
    }

    /// How long nothing needs to be looked at.
    fn time_out(&self) -> Option<Duration> {
        let (started, _) = self.started.as_ref()?;
        let now = process::monotonic();
        if let Some((at, _)) = self.seen_end {
            return Some((at + LAUNCHER_PATIENCE).saturating_sub(now));
        }
        if self.killed_for.is_some() {
            return Some(LAUNCHER_PATIENCE);
        }
        let wall = (started.at + self.limits.wall + START_GRACE).saturating_sub(now);
        let mut next = wall;
        if let Some(used) = self.cpu_so_far(started) {
            let left = (self.limits.cpu + START_GRACE).saturating_sub(used) / self.cores;
            next = next.min(left.max(CPU_STEP));
        }
        if self.alarmed {
            next = next.min(ALARM_STEP);
        }
        if self.watch.is_some() {
            next = next.min(Watch::STEP);
        }
        // A limit is exceeded only after it has passed.
        Some(next + Duration::from_micros(1))
    }

    fn check_limits(&mut self) -> Result<()> {
        if self.killed_for.is_some() || self.seen_end.is_some() {
            return Ok(());
        }
        let Some((started, _)) = &self.started else { return Ok(()) };
        let wall = process::monotonic().saturating_sub(started.at);
        let cpu = self.cpu_so_far(started);
        if self.alarmed && self.oom_kills()? > 0 {
            return self.kill(Cause::Memory(
                "the kernel ended a process because the memory limit was reached",
            ));
        }
        if let Some(watch) = &self.watch
            && watch.memory() > self.limits.memory
        {
            return self.kill(Cause::Memory("the processes together hold more than the limit"));
        }
        if cpu.is_some_and(|cpu| cpu > self.limits.cpu + START_GRACE) {
            return self.kill(Cause::CpuTime);
        }
        if wall > self.limits.wall + START_GRACE {
            let waiting = cause::waiting(cpu.unwrap_or_default(), self.limits);
            return self.kill(Cause::WallTime { waiting });
        }
        Ok(())
    }

    /// Ends the main process, for this reason unless there was an earlier one.
    fn kill(&mut self, reason: Cause) -> Result<()> {
        let Some((_, pidfd)) = &self.started else { return Ok(()) };
        if self.killed_for.is_none() && self.seen_end.is_none() {
            self.killed_for = Some(reason);
            process::kill(pidfd.as_fd()).map_err(Error::at("end the run"))?;
        }
        Ok(())
    }

    /// The main process has ended, but the launcher says nothing: it is dead or stopped.
    fn launcher_is_late(&self) -> bool {
        self.seen_end.is_some_and(|(at, _)| {
            self.launcher_lost || process::monotonic() > at + LAUNCHER_PATIENCE
        })
    }

    fn finish(mut self, end: &End) -> Result<Finished> {
        let report = match end {
            End::Reported(report) => Some(*report),
            End::NotStarted(_) => None,
            End::LauncherSilent => {
                let main = self.started.as_ref().map_or(-1, |(started, _)| started.pid);
                let report = self.slot.sweep(main)?;
                Some(report.ok_or(Error::Lost("nobody knows how the run ended"))?)
            }
        };
        // Everything that could write is dead: what the pipes hold is all there is.
        for collector in &mut self.collectors {
            collector.drain(&mut self.slot.chunk).map_err(Error::at("read the output"))?;
        }
        let usage = self.usage(report.as_ref())?;
        let memory = self.memory_evidence()?;
        let evidence = Evidence {
            limits: self.limits,
            killed_for: self.killed_for.take(),
            status: report.map_or(Status::None, |r| status(r.raw_status)),
            start_error: match end {
                End::NotStarted(errno) => Some(*errno),
                _ => None,
            },
            cpu: usage.cpu,
            wall: usage.wall,
            memory,
            output_over: self.collectors.iter().find_map(Collector::over),
        };
        let cause = cause::decide(&evidence);
        let [stdout, stderr] = self.collectors.map(|c| c.captured);
        Ok(Finished {
            outcome: Outcome { cause, status: evidence.status, usage, stdout, stderr },
            slot_is_whole: !matches!(end, End::LauncherSilent) && !self.launcher_lost,
            ipc_objects: report.map_or(0, |r| r.ipc_objects),
        })
    }

    fn usage(&self, report: Option<&Report>) -> Result<Usage> {
        let (Some(report), Some((started, _))) = (report, &self.started) else {
            return Ok(Usage::default());
        };
        let of_group = match (report.cpu, self.seen_end) {
            (Some(cpu), _) => Some(cpu),
            // The launcher could not read the counter at the end; this engine did.
            (None, Some((_, cpu))) => cpu,
            (None, None) => None,
        };
        let of_processes = report.user + report.system;
        let ended = self.seen_end.map_or(report.at, |(at, _)| at.min(report.at));
        let started = moment_of_exec(started, report.started.as_ref(), ended);
        let cpu = match (of_group, started.cpu) {
            (Some(end), Some(start)) => end.saturating_sub(start),
            _ => of_processes.max(self.watch.as_ref().map_or(Duration::ZERO, Watch::cpu)),
        };
        let share = report.user.as_secs_f64() / of_processes.as_secs_f64().max(1e-9);
        let user = cpu.mul_f64(share.clamp(0.0, 1.0));
        let peak = match &self.slot.group {
            Some(group) => group.peak().map_err(Error::at("read the memory peak"))?,
            // Between two looks the kernel's own mark of the largest process sees more.
            None => self.watch.as_ref().map(|watch| watch.peak().max(report.max_rss)),
        };
        Ok(Usage {
            cpu,
            user,
            system: cpu.saturating_sub(user),
            wall: ended.saturating_sub(started.at),
            memory_peak: peak.unwrap_or(report.max_rss).saturating_sub(self.baseline.usage),
            memory_peak_exact: self.memory_peak_exact,
            largest_rss: report.max_rss,
            waited: report.waited,
        })
    }

    fn memory_evidence(&self) -> Result<MemoryEvidence> {
        let Some(group) = &self.slot.group else { return Ok(MemoryEvidence::default()) };
        let now = group.memory_events().map_err(Error::at("read the memory events"))?;
        let before = self.baseline.events;
        Ok(MemoryEvidence {
            events: MemoryEvents {
                oom_kills: now.oom_kills - before.oom_kills,
                limit_hits: now.limit_hits - before.limit_hits,
            },
            peak: group.peak().map_err(Error::at("read the memory peak"))?.unwrap_or(0),
        })
    }

    fn oom_kills(&self) -> Result<u64> {
        self.memory_evidence().map(|m| m.events.oom_kills)
    }

    fn group_cpu(&self) -> Result<Option<Duration>> {
        let group = self.slot.group.as_ref();
        group.map(|g| g.cpu().map_err(Error::at("read the CPU time"))).transpose()
    }

    /// CPU time since `exec`, as far as anything on this host counts it while the run goes on.
    fn cpu_so_far(&self, started: &Started) -> Option<Duration> {
        match (&self.slot.group, &self.watch, started.cpu) {
            (Some(group), _, Some(start)) => Some(group.cpu().ok()?.saturating_sub(start)),
            (None, Some(watch), _) => Some(watch.cpu()),
            _ => None,
        }
    }
}

/// When `exec` was, and the CPU counter then. The launcher looks right after it, but a busy host
/// may let it wait while the run already works: the start is never taken to be longer than
/// [`START_GRACE`], nor the run to have ended before it began.
fn moment_of_exec(before: &Started, seen: Option<&Started>, ended: Duration) -> Started {
    let seen = seen.unwrap_or(before);
    let late = seen.at >= ended;
    let seen = if late { before } else { seen };
    Started {
        pid: before.pid,
        at: seen.at.min(before.at + START_GRACE),
        cpu: before.cpu.map(|cpu| seen.cpu.unwrap_or(cpu).min(cpu + START_GRACE)),
    }
}

fn status(raw: i32) -> Status {
    if libc::WIFSIGNALED(raw) {
        Status::Signalled(libc::WTERMSIG(raw))
    } else {
        Status::Exited(libc::WEXITSTATUS(raw))
    }
}
