//! Processes: identity, namespaces, limits, starting, waiting, ending.

use std::ffi::CStr;
use std::io;
use std::os::fd::{AsRawFd, BorrowedFd, FromRawFd, OwnedFd, RawFd};
use std::time::Duration;

use super::check;

/// Namespaces a container has of its own.
pub const USER: i32 = libc::CLONE_NEWUSER;
pub const ALL_BUT_USER_AND_CGROUP: i32 = libc::CLONE_NEWNS
    | libc::CLONE_NEWPID
    | libc::CLONE_NEWIPC
    | libc::CLONE_NEWUTS
    | libc::CLONE_NEWNET;
pub const CGROUP: i32 = libc::CLONE_NEWCGROUP;

pub fn unshare(namespaces: i32) -> io::Result<()> {
    // SAFETY: plain flags; callers are single-threaded processes of our own.
    check(unsafe { libc::unshare(namespaces) }).map(drop)
}

/// Which side of [`fork`] this is.
#[derive(Debug)]
pub enum Fork {
    Child,
    Parent(i32),
}

/// Splits this process. Only for single-threaded processes of our own.
pub fn fork() -> io::Result<Fork> {
    // SAFETY: the caller has one thread, so no lock can be held by another.
    match check(unsafe { libc::fork() })? {
        0 => Ok(Fork::Child),
        pid => Ok(Fork::Parent(pid)),
    }
}

pub fn own_uid() -> u32 {
    // SAFETY: no arguments, cannot fail.
    unsafe { libc::geteuid() }
}

pub fn own_gid() -> u32 {
    // SAFETY: no arguments, cannot fail.
    unsafe { libc::getegid() }
}

/// Ends this process at once, without running any clean-up.
pub fn exit_now(status: i32) -> ! {
    // SAFETY: ends the process.
    unsafe { libc::_exit(status) }
}

/// The kernel kills this process when the thread that started it ends.
pub fn die_with_parent() -> io::Result<()> {
    prctl(libc::PR_SET_PDEATHSIG, libc::SIGKILL as libc::c_ulong)
}

/// Orphans below this process become its children.
pub fn adopt_orphans() -> io::Result<()> {
    prctl(libc::PR_SET_CHILD_SUBREAPER, 1)
}

/// Other processes with the same uid can neither trace this one nor open its `/proc` files.
pub fn hide() -> io::Result<()> {
    prctl(libc::PR_SET_DUMPABLE, 0)
}

pub fn no_new_privileges() -> io::Result<()> {
    prctl(libc::PR_SET_NO_NEW_PRIVS, 1)
}

/// Empties the bounding and ambient sets, so that nothing executed later can gain a capability.
pub fn drop_capability_bounds() -> io::Result<()> {
    prctl(libc::PR_CAP_AMBIENT, libc::PR_CAP_AMBIENT_CLEAR_ALL as libc::c_ulong)?;
    for capability in 0..64 {
        match prctl(libc::PR_CAPBSET_DROP, capability) {
            // Past the last capability this kernel knows.
            Err(e) if e.raw_os_error() == Some(libc::EINVAL) => return Ok(()),
            other => other?,
        }
    }
    Ok(())
}

/// Empties the effective, permitted and inheritable sets of this thread.
pub fn drop_capabilities() -> io::Result<()> {
    #[repr(C)]
    struct Header {
        version: u32,
        pid: i32,
    }
    let header = Header { version: 0x2008_0522, pid: 0 };
    let data = [0_u32; 6];
    // SAFETY: version 3 of the interface reads two triples of u32, which `data` holds.
    check(unsafe { libc::syscall(libc::SYS_capset, &raw const header, data.as_ptr()) }).map(drop)
}

/// Real, effective and saved ids of this process, and no supplementary group.
pub fn become_user(uid: u32, gid: u32, may_set_groups: bool) -> io::Result<()> {
    // SAFETY: plain integers and an empty list.
    unsafe {
        if may_set_groups {
            check(libc::setgroups(0, std::ptr::null()))?;
        }
        check(libc::setresgid(gid, gid, gid))?;
        check(libc::setresuid(uid, uid, uid))?;
    }
    Ok(())
}

pub fn set_host_name(name: &CStr) -> io::Result<()> {
    // SAFETY: the length is that of the string.
    unsafe {
        check(libc::sethostname(name.as_ptr(), name.count_bytes()))?;
        check(libc::setdomainname(name.as_ptr(), name.count_bytes()))?;
    }
    Ok(())
}

/// Asks the kernel to stop swapping to a file. Only to see whether the filter forbids it.
pub fn swap_off(path: &CStr) -> io::Result<()> {
    // SAFETY: `path` lives through the call.
    check(unsafe { libc::swapoff(path.as_ptr()) }).map(drop)
}

/// Makes a system call with all arguments zero, only to see what the filter answers. The process
/// is a probe inside a container.
pub fn bare_call(number: i64) -> io::Result<()> {
    // SAFETY: the callers pass numbers that the filter refuses before the kernel looks at any
    // argument; null pointers and zeros are also refused by the calls themselves.
    check(unsafe { libc::syscall(number, 0, 0, 0, 0, 0, 0) }).map(drop)
}

/// Scheduling priority of another process; lower is more urgent.
pub fn set_nice(pid: i32, nice: i32) -> io::Result<()> {
    let pid = libc::id_t::try_from(pid).unwrap_or(0);
    // SAFETY: plain integers.
    check(unsafe { libc::setpriority(libc::PRIO_PROCESS, pid, nice) }).map(drop)
}

/// Lets process `pid` run on these cores only.
pub fn set_cores(pid: i32, cores: &[usize]) -> io::Result<()> {
    // SAFETY: an all-zero set is valid; CPU_SET ignores cores beyond its size.
    unsafe {
        let mut set: libc::cpu_set_t = std::mem::zeroed();
        for &core in cores {
            libc::CPU_SET(core, &mut set);
        }
        check(libc::sched_setaffinity(pid, size_of::<libc::cpu_set_t>(), &raw const set)).map(drop)
    }
}

/// How a child ended, with what it used (its own and that of the children it waited for).
#[derive(Clone, Copy, Debug)]
pub struct Ended {
    pub pid: i32,
    /// As `wait(2)` reports it.
    pub raw_status: i32,
    pub user: Duration,
    pub system: Duration,
    pub max_rss_bytes: u64,
}

/// Waits for one child.
pub fn wait_for(pid: i32) -> io::Result<Ended> {
    loop {
        match wait4(pid, 0) {
            Err(e) if e.kind() == io::ErrorKind::Interrupted => {}
            other => {
                return other?.ok_or_else(|| io::Error::other("wait4 returned nothing"));
            }
        }
    }
}

/// The pid of some ended child, which stays to be waited for; an error when there is no child.
pub fn peek_ended() -> io::Result<i32> {
    loop {
        // SAFETY: an all-zero siginfo is valid; the call fills it and `si_pid` is set for children.
        let (result, pid) = unsafe {
            let mut info: libc::siginfo_t = std::mem::zeroed();
            let options = libc::WEXITED | libc::WNOWAIT;
            (libc::waitid(libc::P_ALL, 0, &raw mut info, options), info.si_pid())
        };
        match check(result) {
            Err(e) if e.kind() == io::ErrorKind::Interrupted => {}
            other => return other.map(|_| pid),
        }
    }
}

/// Takes one ended child without waiting; `None` when none has ended.
pub fn reap_any() -> io::Result<Option<Ended>> {
    match wait4(-1, libc::WNOHANG) {
        Err(e) if e.raw_os_error() == Some(libc::ECHILD) => Ok(None),
        other => other,
    }
}

/// Waits for some child to end; `None` when there is none left.
pub fn wait_any() -> io::Result<Option<Ended>> {
    loop {
        match wait4(-1, 0) {
            Err(e) if e.kind() == io::ErrorKind::Interrupted => {}
            Err(e) if e.raw_os_error() == Some(libc::ECHILD) => return Ok(None),
            other => return other,
        }
    }
}

fn wait4(pid: i32, options: i32) -> io::Result<Option<Ended>> {
    let mut status = 0;
    // SAFETY: an all-zero rusage is valid and both pointers live through the call.
    let (result, usage) = unsafe {
        let mut usage: libc::rusage = std::mem::zeroed();
        (libc::wait4(pid, &raw mut status, options, &raw mut usage), usage)
    };
    let time = |t: libc::timeval| {
        Duration::from_secs(t.tv_sec.unsigned_abs())
            + Duration::from_micros(t.tv_usec.unsigned_abs())
    };
    match check(result)? {
        0 => Ok(None),
        pid => Ok(Some(Ended {
            pid,
            raw_status: status,
            user: time(usage.ru_utime),
            system: time(usage.ru_stime),
            max_rss_bytes: usage.ru_maxrss.unsigned_abs() * 1024,
        })),
    }
}

/// Kills and reaps every process of this pid namespace except this one and pid 1. One call
/// signals all at once, and a process with a pending kill cannot complete a fork, so this ends.
/// Each ended process is shown to `each`.
pub fn sweep(mut each: impl FnMut(Ended)) -> io::Result<()> {
    loop {
        // SAFETY: plain integers.
        let killed = check(unsafe { libc::kill(-1, libc::SIGKILL) });
        while let Some(ended) = wait_any()? {
            each(ended);
        }
        match killed {
            // Nobody was left.
            Err(e) if e.raw_os_error() == Some(libc::ESRCH) => return Ok(()),
            other => other?,
        };
    }
}

/// A descriptor for a child of this process.
pub fn pidfd_open(pid: i32) -> io::Result<OwnedFd> {
    // SAFETY: plain integers.
    let fd = check(unsafe { libc::syscall(libc::SYS_pidfd_open, pid, 0) })?;
    let fd = RawFd::try_from(fd).expect("descriptors are small integers");
    // SAFETY: the call succeeded and nobody else owns the descriptor.
    Ok(unsafe { OwnedFd::from_raw_fd(fd) })
}

/// Sends SIGKILL to exactly the process behind `pidfd`, never to a later owner of its number.
pub fn kill(pidfd: BorrowedFd<'_>) -> io::Result<()> {
    // SAFETY: a null siginfo means a plain kill.
    let result = unsafe {
        libc::syscall(
            libc::SYS_pidfd_send_signal,
            pidfd.as_raw_fd(),
            libc::SIGKILL,
            std::ptr::null::<libc::siginfo_t>(),
            0,
        )
    };
    match check(result) {
        Err(e) if e.raw_os_error() == Some(libc::ESRCH) => Ok(()),
        other => other.map(drop),
    }
}

/// A descriptor that becomes readable when SIGCHLD arrives, which is blocked from now on.
pub fn child_signal() -> io::Result<OwnedFd> {
    // SAFETY: an all-zero set is valid input for sigemptyset; pointers live through the calls.
    unsafe {
        let mut set: libc::sigset_t = std::mem::zeroed();
        libc::sigemptyset(&raw mut set);
        libc::sigaddset(&raw mut set, libc::SIGCHLD);
        check(libc::sigprocmask(libc::SIG_BLOCK, &raw const set, std::ptr::null_mut()))?;
        let fd = check(libc::signalfd(-1, &raw const set, libc::SFD_CLOEXEC | libc::SFD_NONBLOCK))?;
        Ok(OwnedFd::from_raw_fd(fd))
    }
}

/// Default handling of every signal and none blocked: what a program may expect at its start.
pub fn reset_signals() {
    // SAFETY: setting default dispositions and an empty mask is always valid; numbers that cannot
    // be changed are refused by the kernel, which is what we want.
    unsafe {
        for signal in 1..=64 {
            libc::signal(signal, libc::SIG_DFL);
        }
        let mut set: libc::sigset_t = std::mem::zeroed();
        libc::sigemptyset(&raw mut set);
        libc::sigprocmask(libc::SIG_SETMASK, &raw const set, std::ptr::null_mut());
    }
}

/// The number of this process in its own pid namespace.
pub fn own_pid() -> i32 {
    // SAFETY: no arguments, cannot fail.
    unsafe { libc::getpid() }
}

/// `CLOCK_MONOTONIC`, the one clock of a run: the same for every process of the host.
pub fn monotonic() -> Duration {
    clock(libc::CLOCK_MONOTONIC)
}

/// CPU time this process has used.
pub fn own_cpu() -> Duration {
    clock(libc::CLOCK_PROCESS_CPUTIME_ID)
}

fn clock(id: libc::clockid_t) -> Duration {
    let mut now = libc::timespec { tv_sec: 0, tv_nsec: 0 };
    // SAFETY: `now` lives through the call; both clocks exist on every Linux.
    unsafe { libc::clock_gettime(id, &raw mut now) };
    Duration::new(now.tv_sec.unsigned_abs(), u32::try_from(now.tv_nsec).unwrap_or(0))
}

/// Brings the loopback interface of this network namespace up.
pub fn loopback_up() -> io::Result<()> {
    // SAFETY: plain integers.
    let fd =
        check(unsafe { libc::socket(libc::AF_INET, libc::SOCK_DGRAM | libc::SOCK_CLOEXEC, 0) })?;
    // SAFETY: the call succeeded and nobody else owns the descriptor.
    let socket = unsafe { OwnedFd::from_raw_fd(fd) };
    // SAFETY: an all-zero ifreq is valid; it holds the name "lo" and lives through the call.
    unsafe {
        let mut request: libc::ifreq = std::mem::zeroed();
        request.ifr_name[0] = b'l'.cast_signed();
        request.ifr_name[1] = b'o'.cast_signed();
        let up = i16::try_from(libc::IFF_UP | libc::IFF_RUNNING).expect("two low bits");
        request.ifr_ifru.ifru_flags = up;
        check(libc::ioctl(socket.as_raw_fd(), libc::SIOCSIFFLAGS, &raw const request))?;
    }
    Ok(())
}

fn prctl(option: i32, value: libc::c_ulong) -> io::Result<()> {
    // SAFETY: the options used here take integers only.
    check(unsafe { libc::prctl(option, value, 0, 0, 0) }).map(drop)
}
