//! Turns a command into what its launcher is asked to start.

use std::ffi::OsString;
use std::io;
use std::os::fd::{AsFd, OwnedFd};
use std::os::unix::ffi::OsStringExt;
use std::path::PathBuf;

use crate::command::Stdin;
use crate::limits::Limits;
use crate::protocol::Run;
use crate::sys::file;

/// The program to start, with the environment completed and the second wall of limits.
pub fn program(
    argv: Vec<OsString>,
    env: Vec<(OsString, OsString)>,
    cwd: PathBuf,
    limits: &Limits,
) -> Run {
    Run {
        argv: argv.into_iter().map(OsStringExt::into_vec).collect(),
        env: environment(env),
        cwd: cwd.into_os_string().into_vec(),
        limits: resource_limits(limits),
    }
}

/// The descriptor that the run reads from.
pub fn open_stdin(stdin: Stdin) -> io::Result<OwnedFd> {
    match stdin {
        Stdin::Empty => std::fs::File::open("/dev/null").map(OwnedFd::from),
        Stdin::Bytes(bytes) => file::reopen_read_only(bytes.0.as_fd()),
        Stdin::Descriptor(fd) => Ok(fd),
    }
}

/// The given variables over the few that every program may expect.
fn environment(given: Vec<(OsString, OsString)>) -> Vec<Vec<u8>> {
    let defaults = [
        ("PATH", "/usr/local/bin:/usr/bin:/bin"),
        ("HOME", "/tmp"),
        ("TMPDIR", "/tmp"),
        ("LANG", "C.UTF-8"),
    ];
    let missing = defaults
        .into_iter()
        .filter(|(name, _)| !given.iter().any(|(g, _)| g == name))
        .map(|(name, value)| format!("{name}={value}").into_bytes())
        .collect::<Vec<_>>();
    let entry = |(name, value): (OsString, OsString)| {
        [name.into_vec(), b"=".to_vec(), value.into_vec()].concat()
    };
    given.into_iter().map(entry).chain(missing).collect()
}

/// The second wall behind the control group. CPU is a backstop of whole seconds that never
/// decides; address space is left alone because managed run-times reserve far more than they use.
fn resource_limits(limits: &Limits) -> Vec<(u32, u64)> {
    vec![
        (libc::RLIMIT_CORE, 0),
        (libc::RLIMIT_CPU, limits.cpu.as_secs() + 2),
        (libc::RLIMIT_FSIZE, limits.file),
        (libc::RLIMIT_NOFILE, u64::from(limits.open_files)),
        (libc::RLIMIT_STACK, limits.stack),
        (libc::RLIMIT_NPROC, u64::from(limits.processes) + 1),
        (libc::RLIMIT_MEMLOCK, 64 * 1024),
        (libc::RLIMIT_MSGQUEUE, 0),
        (libc::RLIMIT_SIGPENDING, 1024),
    ]
}
