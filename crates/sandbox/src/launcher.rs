//! The launcher: the unprivileged process in every container that starts runs.
//!
//! It already carries the walls of its runs (uid, system-call filter, landlock, cgroup), so a run
//! inherits them for nothing. It holds nothing of value: a run may kill or stop it, and the keeper
//! then takes over (`keeper.rs`). Single-threaded.

use std::ffi::CString;
use std::io;
use std::os::fd::{AsFd, AsRawFd, BorrowedFd, OwnedFd};
use std::time::Duration;

use landlock::{
    ABI, Access, AccessFs, PathBeneath, PathFd, RestrictionStatus, Ruleset, RulesetAttr,
    RulesetCreatedAttr, RulesetStatus,
};

use crate::cgroup::parse_cpu;
use crate::filter::{self, Profile};
use crate::protocol::{FromLauncher, MAX_MESSAGE, Message, Report, Run, Started, ToLauncher};
use crate::sys::file::read_counter;
use crate::sys::spawn::{Program, ResourceLimit, Spawner};
use crate::sys::{c_string, ipc, process, seccomp, socket};

/// User and group of every run, as the run sees them.
pub const RUN_ID: u32 = 1000;

/// What the keeper knows when it makes a launcher.
#[derive(Clone, Copy, Debug)]
pub struct Privileges {
    pub profile: Profile,
    /// Whether [`RUN_ID`] is mapped in the container; otherwise the launcher maps it itself.
    pub own_uid: bool,
}

/// Serves runs until the engine closes its end of `socket`.
pub fn serve(socket: &OwnedFd, privileges: Privileges) -> io::Result<()> {
    let mut buffer = vec![0; MAX_MESSAGE];
    let mut spawner = Spawner::new();
    let mut counter = None;
    loop {
        let (length, fds) = socket::receive(socket.as_fd(), &mut buffer, true)?;
        if length == 0 {
            return Ok(());
        }
        match ToLauncher::decode(&buffer[..length])? {
            ToLauncher::Go => {
                counter = fds.into_iter().next();
                let answer = match drop_privileges(privileges) {
                    Ok(landlock) => FromLauncher::Ready { landlock },
                    Err(error) => FromLauncher::Failed(error.to_string()),
                };
                send(socket, &answer, &[])?;
            }
            ToLauncher::Run(run) => {
                let counter = counter.as_ref().map(OwnedFd::as_fd);
                one_run(socket, &mut spawner, counter, &run, fds)?;
            }
        }
    }
}

/// From here on this process can do nothing that a run could not.
fn drop_privileges(privileges: Privileges) -> io::Result<bool> {
    // Rust ignores SIGPIPE in its own programs; a run must not inherit that.
    process::reset_signals();
    process::unshare(process::CGROUP).map_err(named("the cgroup namespace"))?;
    process::drop_capability_bounds().map_err(named("the capability bounds"))?;
    if privileges.own_uid {
        process::become_user(RUN_ID, RUN_ID, true).map_err(named("the user"))?;
    } else {
        map_own_user().map_err(named("the user namespace"))?;
        // A new user namespace begins with every bound open again.
        process::drop_capability_bounds().map_err(named("the capability bounds"))?;
    }
    process::drop_capabilities().map_err(named("the capabilities"))?;
    process::no_new_privileges().map_err(named("no_new_privs"))?;
    process::hide().map_err(named("the dumpable flag"))?;
    process::adopt_orphans().map_err(named("the sub-reaper flag"))?;
    let landlock = restrict_paths();
    seccomp::install(&filter::compile(privileges.profile)).map_err(named("the filter"))?;
    Ok(landlock)
}

/// With one id only, a nested user namespace shows it as [`RUN_ID`] instead of as root.
fn map_own_user() -> io::Result<()> {
    process::unshare(process::USER)?;
    std::fs::write("/proc/self/setgroups", "deny")?;
    std::fs::write("/proc/self/uid_map", format!("{RUN_ID} 0 1"))?;
    std::fs::write("/proc/self/gid_map", format!("{RUN_ID} 0 1"))
}

/// The second wall around files: read and execute anywhere, write below `/scratch` and to the
/// harmless devices. `false` where the kernel has no landlock; the mounts still hold.
fn restrict_paths() -> bool {
    let version = ABI::V3;
    let restrict = || -> Result<RestrictionStatus, Box<dyn std::error::Error>> {
        let all = AccessFs::from_all(version);
        let mut rules = Ruleset::default()
            .handle_access(all)?
            .create()?
            .add_rule(PathBeneath::new(PathFd::new("/")?, AccessFs::from_read(version)))?
            .add_rule(PathBeneath::new(PathFd::new("/scratch")?, all))?;
        let write = AccessFs::from_file(version);
        for device in ["/dev/null", "/dev/zero", "/dev/full"] {
            rules = rules.add_rule(PathBeneath::new(PathFd::new(device)?, write))?;
        }
        Ok(rules.restrict_self()?)
    };
    matches!(restrict(), Ok(status) if status.ruleset != RulesetStatus::NotEnforced)
}

fn one_run(
    socket: &OwnedFd,
    spawner: &mut Spawner,
    counter: Option<BorrowedFd<'_>>,
    run: &Run,
    streams: Vec<OwnedFd>,
) -> io::Result<()> {
    let mut start = Start::new(run)?;
    let spawned = start.when_written(spawner, socket, counter, &streams);
    let at = process::monotonic();
    // The copies here would keep a pipe open after the run's own are gone.
    drop(streams);
    let pid = match spawned {
        Ok(pid) => pid,
        Err(error) => {
            let errno = error.raw_os_error().unwrap_or(libc::EINVAL);
            return send(socket, &FromLauncher::NotStarted(errno), &[]);
        }
    };
    let started = Started { pid, at, cpu: cpu_of(counter)? };
    let own_before = process::own_cpu();
    let (ended, waited) = wait_for_main(pid)?;
    let own = process::own_cpu().saturating_sub(own_before);
    let cpu = cpu_of(counter)?.map(|now| now.saturating_sub(own));
    let mut report = Report::new(&ended, process::monotonic(), cpu);
    process::sweep(|_| {})?;
    report.ipc_objects = ipc::objects();
    report.waited = waited;
    report.started = Some(started);
    send(socket, &FromLauncher::Ended(report), &[])
}

/// A program in the form that C wants.
struct Start {
    argv: Vec<CString>,
    env: Vec<CString>,
    cwd: CString,
    paths: Vec<CString>,
    limits: Vec<ResourceLimit>,
}

impl Start {
    fn new(run: &Run) -> io::Result<Self> {
        let strings = |list: &[Vec<u8>]| list.iter().map(c_string).collect::<io::Result<Vec<_>>>();
        Ok(Self {
            argv: strings(&run.argv)?,
            env: strings(&run.env)?,
            cwd: c_string(&run.cwd)?,
            paths: search(run)?,
            limits: run.resource_limits(),
        })
    }

    /// A program that the engine has just put here may still be open for writing in a process
    /// that the engine is starting on another thread, for a moment: "text file busy".
    fn when_written(
        &mut self,
        spawner: &mut Spawner,
        socket: &OwnedFd,
        counter: Option<BorrowedFd<'_>>,
        streams: &[OwnedFd],
    ) -> io::Result<i32> {
        const TRIES: u32 = 500;
        const PAUSE: Duration = Duration::from_millis(1);
        for _ in 0..TRIES {
            match self.now(spawner, socket, counter, streams) {
                Err(e) if e.raw_os_error() == Some(libc::ETXTBSY) => std::thread::sleep(PAUSE),
                other => return other,
            }
        }
        Err(io::Error::from_raw_os_error(libc::ETXTBSY))
    }

    fn now(
        &self,
        spawner: &mut Spawner,
        socket: &OwnedFd,
        counter: Option<BorrowedFd<'_>>,
        streams: &[OwnedFd],
    ) -> io::Result<i32> {
        let pointers = |list: &[CString]| {
            list.iter().map(|s| s.as_ptr()).chain([std::ptr::null()]).collect::<Vec<_>>()
        };
        let [stdin, stdout, stderr] = streams else {
            return Err(io::Error::from_raw_os_error(libc::EINVAL));
        };
        let announce = || {
            let pid = process::own_pid();
            let pidfd = process::pidfd_open(pid)?;
            let started = Started { pid, at: process::monotonic(), cpu: cpu_of(counter)? };
            send(socket, &FromLauncher::Started(started), &[pidfd.as_fd()])
        };
        spawner.spawn(&Program {
            announce: &announce,
            paths: &self.paths,
            argv: &pointers(&self.argv),
            env: &pointers(&self.env),
            cwd: &self.cwd,
            streams: [stdin.as_raw_fd(), stdout.as_raw_fd(), stderr.as_raw_fd()],
            limits: &self.limits,
        })
    }
}

/// Paths to try for the program: itself when it names a directory, else along `PATH`.
fn search(run: &Run) -> io::Result<Vec<CString>> {
    let name = run.argv.first().ok_or_else(|| io::Error::from_raw_os_error(libc::EINVAL))?;
    if name.contains(&b'/') {
        return Ok(vec![c_string(name)?]);
    }
    let path = run.env.iter().find_map(|e| e.strip_prefix(b"PATH=")).unwrap_or(b"/usr/bin:/bin");
    path.split(|&b| b == b':').map(|directory| c_string([directory, b"/", name].concat())).collect()
}

/// Reaps whatever ends until the main process does; with the time it had to wait for a core.
fn wait_for_main(main: i32) -> io::Result<(process::Ended, Duration)> {
    loop {
        let pid = process::peek_ended()?;
        let waited = if pid == main { run_queue_wait(pid) } else { Duration::ZERO };
        let ended = process::wait_for(pid)?;
        if pid == main {
            return Ok((ended, waited));
        }
    }
}

/// Second figure of `/proc/PID/schedstat`, nanoseconds; zero where the kernel keeps none.
fn run_queue_wait(pid: i32) -> Duration {
    std::fs::read_to_string(format!("/proc/{pid}/schedstat"))
        .ok()
        .and_then(|text| text.split(' ').nth(1)?.parse().ok())
        .map_or(Duration::ZERO, Duration::from_nanos)
}

fn cpu_of(counter: Option<BorrowedFd<'_>>) -> io::Result<Option<Duration>> {
    let mut buffer = [0; 512];
    counter.map(|fd| parse_cpu(read_counter(fd, &mut buffer)?)).transpose()
}

fn send(socket: &OwnedFd, message: &FromLauncher, fds: &[BorrowedFd<'_>]) -> io::Result<()> {
    socket::send(socket.as_fd(), &message.encode(), fds)
}

fn named(step: &'static str) -> impl FnOnce(io::Error) -> io::Error {
    move |e| io::Error::new(e.kind(), format!("{step}: {e}"))
}
