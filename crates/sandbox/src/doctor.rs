//! Attacks this host's own sandbox and says of each wall whether it holds.

use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

use crate::container::{Container, ContainerSpec, Mode, Place};
use crate::error::{Error, Result};
use crate::outcome::{Cause, Outcome};
use crate::probe::NAMESPACES;
use crate::sandbox::Sandbox;
use crate::{Command, Config, PROBE_ARGUMENT};

/// One wall and how it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wall {
    pub name: &'static str,
    pub state: State,
    /// What was tried and seen.
    pub detail: String,
    /// What to do; empty when the wall holds.
    pub remedy: &'static str,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum State {
    Holds,
    /// Stands, but lets something through or rests on a weaker means.
    Weak,
    Missing,
}

/// Names of walls without which code of other people must not run here.
pub const NEEDED_FOR_OTHERS: [&str; 8] =
    ["namespaces", "root", "privileges", "filter", "network", "memory", "processes", "sweep"];

const CPU_LIMIT: Duration = Duration::from_millis(200);
const MEMORY_LIMIT: u64 = 64 << 20;
const PROCESS_LIMIT: u32 = 16;
/// Runs whose spread tells how good this host is for timing.
const TIMED_RUNS: usize = 40;
const PACE: Duration = Duration::from_millis(15);

impl Sandbox {
    /// Tries every wall. Takes about two seconds.
    pub fn walls(&self) -> Vec<Wall> {
        match Doctor::new(self) {
            Ok(doctor) => doctor.examine(),
            Err(error) => vec![Wall {
                name: "container",
                state: State::Missing,
                detail: error.to_string(),
                remedy: "allow user namespaces (sysctl kernel.unprivileged_userns_clone=1, \
                         user.max_user_namespaces > 0) or run as root; inside a container allow \
                         unshare, mount and pivot_root",
            }],
        }
    }
}

/// The walls of a host on which not even a sandbox can be opened.
pub fn no_sandbox(error: &Error) -> Vec<Wall> {
    vec![Wall {
        name: "sandbox",
        state: State::Missing,
        detail: error.to_string(),
        remedy: "mount /proc and run on Linux 5.14 or later",
    }]
}

type Check<'a> = fn(&Doctor<'a>) -> Result<Wall>;

struct Doctor<'a> {
    sandbox: &'a Sandbox,
    program: Vec<u8>,
}

impl<'a> Doctor<'a> {
    fn new(sandbox: &'a Sandbox) -> Result<Self> {
        let program = fs::read("/proc/self/exe").map_err(Error::at("read its own program"))?;
        let doctor = Self { sandbox, program };
        doctor.container()?;
        Ok(doctor)
    }

    fn container(&self) -> Result<Container> {
        let mut container = self.sandbox.container(&ContainerSpec::default())?;
        container.put(Place::Box, Path::new("probe"), &self.program, Mode::Executable)?;
        Ok(container)
    }

    fn examine(&self) -> Vec<Wall> {
        let checks: [(&'static str, Check<'a>); 12] = [
            ("namespaces", Self::namespaces),
            ("root", Self::root),
            ("processes of others", Self::processes_of_others),
            ("privileges", Self::privileges),
            ("filter", Self::filter),
            ("landlock", Self::landlock),
            ("network", Self::network),
            ("memory", Self::memory),
            ("swap", Self::swap),
            ("processes", Self::processes),
            ("cpu time", Self::cpu_time),
            ("sweep", Self::sweep),
        ];
        let mut walls: Vec<Wall> = checks
            .into_iter()
            .map(|(name, check)| {
                check(self).unwrap_or_else(|error| Wall {
                    name,
                    state: State::Missing,
                    detail: error.to_string(),
                    remedy: "see the detail; nothing can be said about this wall",
                })
            })
            .collect();
        walls.push(self.identity());
        walls.extend(self.timing());
        walls
    }

    fn probe(&self, name: &str) -> Result<Outcome> {
        self.container()?.run(Self::command(name))
    }

    fn command(name: &str) -> Command {
        let mut command = Command::new(["/box/probe", PROBE_ARGUMENT, name]);
        command.limits.memory = MEMORY_LIMIT;
        command.limits.processes = PROCESS_LIMIT;
        command.limits.cpu = CPU_LIMIT;
        command.limits.wall = Duration::from_secs(5);
        command
    }

    /// Lines of a probe's output that begin with `key`, without it.
    fn facts(&self, probe: &str, key: &str) -> Result<Vec<String>> {
        let outcome = self.probe(probe)?;
        let text = String::from_utf8_lossy(&outcome.stdout.bytes).into_owned();
        let facts: Vec<String> = text
            .lines()
            .filter_map(|line| line.strip_prefix(key)?.strip_prefix(' ').map(str::to_owned))
            .collect();
        if facts.is_empty() {
            return Err(Error::BadRequest(format!(
                "the probe {probe} ended with {:?} and said nothing",
                outcome.cause
            )));
        }
        Ok(facts)
    }

    fn namespaces(&self) -> Result<Wall> {
        let inside = self.facts("look", "ns")?;
        let shared: Vec<_> = NAMESPACES
            .iter()
            .filter(|name| {
                let ours = fs::read_link(format!("/proc/self/ns/{name}"));
                let ours = ours.map(|l| l.display().to_string()).unwrap_or_default();
                let line = format!("{name} {ours}");
                ours.is_empty() || inside.contains(&line)
            })
            .copied()
            .collect();
        Ok(verdict(
            "namespaces",
            shared.is_empty(),
            "user, pid, mount, network, ipc, uts and cgroup namespaces are the container's own",
            &format!("shared with the host: {}", shared.join(", ")),
            "allow user namespaces, or run as root",
        ))
    }

    fn identity(&self) -> Wall {
        let own = self.sandbox.host().mode == "root";
        Wall {
            name: "identity",
            state: if own { State::Holds } else { State::Weak },
            detail: String::from(if own {
                "every container has a user id of its own"
            } else {
                "every container has the user id of this service"
            }),
            remedy: if own {
                ""
            } else {
                "run the worker as root of the machine, or accept that per-user budgets are shared"
            },
        }
    }

    fn root(&self) -> Result<Wall> {
        let mut open = Vec::new();
        for key in ["path", "proc", "write"] {
            for fact in self.facts("look", key)? {
                if let Some(path) = fact.strip_suffix(" true") {
                    open.push(format!("{key} {path}"));
                }
            }
        }
        Ok(verdict(
            "root",
            open.is_empty(),
            "the root is the container's own, read-only, without the host's files",
            &format!("reachable: {}", open.join(", ")),
            "report this: the container shows more than it should",
        ))
    }

    fn processes_of_others(&self) -> Result<Wall> {
        let count = self.facts("look", "processes")?;
        let alone = count.first().is_some_and(|c| c == "1");
        Ok(Wall {
            name: "processes of others",
            state: if alone { State::Holds } else { State::Weak },
            detail: format!("a run sees {} process(es) in /proc", count.join(" ")),
            remedy: if alone { "" } else { "Linux 5.8 or later hides the container's own helpers" },
        })
    }

    fn privileges(&self) -> Result<Wall> {
        let facts = self.facts("look", "status")?;
        let none = |key: &str| {
            facts
                .iter()
                .any(|f| f.strip_prefix(key).is_some_and(|v| v.trim().chars().all(|c| c == '0')))
        };
        let safe = ["CapEff", "CapPrm", "CapBnd", "CapAmb"].iter().all(|key| none(key))
            && facts.iter().any(|f| f == "NoNewPrivs 1")
            && facts.iter().any(|f| f.starts_with("Uid 1000"));
        Ok(verdict(
            "privileges",
            safe,
            "no capability in any set, no_new_privs, an ordinary user",
            &facts.join("; "),
            "report this: a run has privileges",
        ))
    }

    fn filter(&self) -> Result<Wall> {
        let open: Vec<_> = self
            .facts("escape", "escape")?
            .into_iter()
            .filter(|fact| fact.ends_with("true"))
            .chain(self.facts("calls", "call")?.into_iter().filter(|f| f.ends_with("false")))
            .collect();
        let ended = self.probe("reboot")?.cause == Cause::Forbidden;
        Ok(verdict(
            "filter",
            open.is_empty() && ended,
            "every forbidden system call fails or ends the run",
            &format!("passed: {}; forbidden call ended the run: {ended}", open.join(", ")),
            "a kernel with CONFIG_SECCOMP_FILTER is needed",
        ))
    }

    fn landlock(&self) -> Result<Wall> {
        let on = self.container()?.has_landlock();
        Ok(Wall {
            name: "landlock",
            state: if on { State::Holds } else { State::Weak },
            detail: String::from(if on {
                "the second wall around files is in force"
            } else {
                "the kernel has no landlock; the mounts alone protect files"
            }),
            remedy: if on { "" } else { "boot with `landlock` in the list `lsm=`" },
        })
    }

    fn network(&self) -> Result<Wall> {
        let reached: Vec<_> = self
            .facts("network", "network")?
            .into_iter()
            .filter(|fact| fact.ends_with("true"))
            .collect();
        Ok(verdict(
            "network",
            reached.is_empty(),
            "no address answers, not even loopback",
            &format!("reached: {}", reached.join(", ")),
            "report this: the network namespace is not empty",
        ))
    }

    fn memory(&self) -> Result<Wall> {
        // Touching memory takes time on an emulated host; this probe is not about time.
        let mut command = Self::command("memory");
        command.limits.cpu = Duration::from_secs(20);
        command.limits.wall = Duration::from_mins(1);
        let outcome = self.container()?.run(command)?;
        let stopped = matches!(outcome.cause, Cause::Memory(_));
        let host = self.sandbox.host();
        let state = match (stopped, host.cgroup) {
            (false, _) => State::Missing,
            (true, "none") => State::Weak,
            (true, _) => State::Holds,
        };
        Ok(Wall {
            name: "memory",
            state,
            detail: format!(
                "a run that wants 4 GiB with a limit of 64 MiB {}; control groups: {}",
                if stopped { "was ended at the limit" } else { "was not stopped by it" },
                if host.cgroup_detail.is_empty() { "none" } else { &host.cgroup_detail }
            ),
            remedy: if state == State::Holds {
                ""
            } else {
                "give this process a control group: as root on any host, else a systemd unit with \
                 `Delegate=cpu memory pids`, or `systemd-run --user --scope -p Delegate=yes`"
            },
        })
    }

    fn swap(&self) -> Result<Wall> {
        let swaps = fs::read_to_string("/proc/swaps").unwrap_or_default();
        let none = swaps.lines().count() <= 1;
        let closed = none || self.container()?.limits_swap();
        Ok(Wall {
            name: "swap",
            state: if closed { State::Holds } else { State::Weak },
            detail: String::from(match (none, closed) {
                (true, _) => "the host has no swap",
                (false, true) => "runs may not swap",
                (false, false) => "runs may swap: memory limits are approximate",
            }),
            remedy: if closed { "" } else { "boot with swapaccount=1, or use control groups v2" },
        })
    }

    fn processes(&self) -> Result<Wall> {
        let count = self.facts("fork", "forks")?;
        let held = count.first().and_then(|c| c.parse::<u32>().ok()) == Some(PROCESS_LIMIT - 1);
        Ok(verdict(
            "processes",
            held,
            "a fork bomb stops at the limit",
            &format!("{} children with a limit of {PROCESS_LIMIT} processes", count.join(" ")),
            "the pids controller or RLIMIT_NPROC is needed",
        ))
    }

    fn cpu_time(&self) -> Result<Wall> {
        let outcome = self.probe("spin")?;
        let over = outcome.usage.cpu.saturating_sub(CPU_LIMIT);
        let late = over.as_secs_f64() * 1000.0;
        let detail = match outcome.cause {
            Cause::CpuTime => format!("a run with 200 ms was ended {late:.1} ms late"),
            _ => String::from("a run with 200 ms was not ended by its CPU limit"),
        };
        let state = match outcome.cause {
            Cause::CpuTime if over < Duration::from_millis(10) => State::Holds,
            Cause::CpuTime => State::Weak,
            _ => State::Missing,
        };
        let remedy = match state {
            State::Holds => "",
            _ => "the host is overloaded, or has no CPU counter for process trees",
        };
        Ok(Wall { name: "cpu time", state, detail, remedy })
    }

    fn sweep(&self) -> Result<Wall> {
        let mut container = self.container()?;
        container.run(Self::command("leave"))?;
        let after = container.run(Self::command("look"))?;
        let text = String::from_utf8_lossy(&after.stdout.bytes).into_owned();
        let alone = text.lines().any(|line| line == "processes 1" || line == "processes 0");
        Ok(verdict(
            "sweep",
            after.cause == Cause::Finished && alone,
            "a child left behind was gone before the next run",
            "a child left behind was still there",
            "report this: something survives a run",
        ))
    }

    /// How steady short runs are, and what the sandbox adds to each.
    fn timing(&self) -> Option<Wall> {
        let mut container = self.container().ok()?;
        let mut times = Vec::new();
        for _ in 0..TIMED_RUNS {
            std::thread::sleep(PACE);
            let begin = Instant::now();
            container.run(Self::command("hello")).ok()?;
            times.push(begin.elapsed());
        }
        times.sort();
        let (median, p99) = (times[TIMED_RUNS / 2], times[TIMED_RUNS * 99 / 100]);
        let steady = p99 < median * 5 + Duration::from_millis(5);
        Some(Wall {
            name: "timing",
            state: if steady { State::Holds } else { State::Weak },
            detail: format!(
                "{TIMED_RUNS} short runs: median {:.1} ms, 99th percentile {:.1} ms",
                median.as_secs_f64() * 1000.0,
                p99.as_secs_f64() * 1000.0
            ),
            remedy: if steady {
                ""
            } else {
                "the host is busy: times near a limit are not reliable"
            },
        })
    }
}

fn verdict(name: &'static str, holds: bool, good: &str, bad: &str, remedy: &'static str) -> Wall {
    Wall {
        name,
        state: if holds { State::Holds } else { State::Missing },
        detail: String::from(if holds { good } else { bad }),
        remedy: if holds { "" } else { remedy },
    }
}

impl State {
    /// The word for it, in machine output and for people.
    pub fn word(self) -> &'static str {
        match self {
            Self::Holds => "holds",
            Self::Weak => "weak",
            Self::Missing => "missing",
        }
    }
}

/// Opens a sandbox only to examine it.
pub fn examine() -> (Option<crate::Host>, Vec<Wall>) {
    match Sandbox::open(Config { ready: 0, ..Config::default() }) {
        Ok(sandbox) => (Some(sandbox.host()), sandbox.walls()),
        Err(error) => (None, no_sandbox(&error)),
    }
}
