//! Starts programs without copying the parent: the child borrows its memory until it executes.

use std::ffi::{CStr, c_void};
use std::io;
use std::os::fd::RawFd;

use super::check;
use super::process::wait_for;

/// One resource limit, soft and hard alike.
#[derive(Clone, Copy, Debug)]
pub struct ResourceLimit {
    pub resource: u32,
    pub value: u64,
}

/// A program to start with [`Spawner::spawn`]; every pointer array ends with null.
pub struct Program<'a> {
    /// Called in the child before anything else, with the parent still asleep. The two share
    /// memory and the parent has one thread, so it may allocate.
    pub announce: &'a dyn Fn() -> io::Result<()>,
    /// Candidates for the program's path, tried in order like `execvp` does.
    pub paths: &'a [std::ffi::CString],
    pub argv: &'a [*const libc::c_char],
    pub env: &'a [*const libc::c_char],
    pub cwd: &'a CStr,
    pub streams: [RawFd; 3],
    pub limits: &'a [ResourceLimit],
}

/// Starts programs without copying the parent: the child borrows its memory until it executes.
#[derive(Debug)]
pub struct Spawner {
    stack: Vec<u8>,
}

/// Bytes of stack for the few calls between the split and `execve`.
const CHILD_STACK: usize = 64 * 1024;

struct ChildPlan<'a> {
    program: &'a Program<'a>,
    /// `errno` of the step that failed; 0 while all is well.
    error: i32,
}

impl Spawner {
    pub fn new() -> Self {
        Self { stack: vec![0; CHILD_STACK] }
    }

    /// Returns once the child executes its program: its pid, or what went wrong.
    pub fn spawn(&mut self, program: &Program<'_>) -> io::Result<i32> {
        let mut plan = ChildPlan { program, error: 0 };
        let flags = libc::CLONE_VM | libc::CLONE_VFORK | libc::SIGCHLD;
        // SAFETY: with CLONE_VFORK this thread sleeps until the child has executed or ended, so
        // `plan` and the stack stay valid and unshared meanwhile. The stack grows down from its
        // 16-byte aligned top.
        let pid = unsafe {
            let top = self.stack.as_mut_ptr().add(CHILD_STACK);
            let top = top.sub(top.addr() % 16);
            libc::clone(child, top.cast(), flags, (&raw mut plan).cast())
        };
        let pid = check(pid)?;
        if plan.error != 0 {
            wait_for(pid)?;
            return Err(io::Error::from_raw_os_error(plan.error));
        }
        Ok(pid)
    }
}

/// Runs in the child between clone and execve.
extern "C" fn child(argument: *mut c_void) -> libc::c_int {
    // SAFETY: `spawn` passes a live ChildPlan and waits for this function to end or execute; all
    // pointers in it are valid for as long. Only async-signal-safe calls are made.
    unsafe {
        let plan = &mut *argument.cast::<ChildPlan<'_>>();
        plan.error = match prepare_and_execute(plan.program) {
            Ok(()) => 0,
            Err(errno) => errno,
        };
        libc::_exit(127)
    }
}

/// # Safety
/// Only for the child of [`Spawner::spawn`].
unsafe fn prepare_and_execute(program: &Program<'_>) -> Result<(), i32> {
    // SAFETY: called in a fresh child; every pointer comes from the caller's live `Program`.
    unsafe {
        let errno = || *libc::__errno_location();
        (program.announce)().map_err(|e| e.raw_os_error().unwrap_or(libc::EIO))?;
        // Off the terminal and out of the launcher's process group.
        libc::setsid();
        // The launcher is more urgent than what it starts.
        libc::setpriority(libc::PRIO_PROCESS, 0, 0);
        libc::umask(0o022);
        for (target, &fd) in program.streams.iter().enumerate() {
            let target = RawFd::try_from(target).unwrap_or(0);
            if libc::dup2(fd, target) < 0 {
                return Err(errno());
            }
        }
        if libc::syscall(libc::SYS_close_range, 3, libc::c_uint::MAX, 0) < 0 {
            return Err(errno());
        }
        if libc::chdir(program.cwd.as_ptr()) < 0 {
            return Err(errno());
        }
        for limit in program.limits {
            let value = libc::rlimit { rlim_cur: limit.value, rlim_max: limit.value };
            if libc::setrlimit(limit.resource, &raw const value) < 0 {
                return Err(errno());
            }
        }
        let mut error = libc::ENOENT;
        for path in program.paths {
            libc::execve(path.as_ptr(), program.argv.as_ptr(), program.env.as_ptr());
            // A file that exists but cannot run tells more than a missing one further on.
            if errno() != libc::ENOENT && errno() != libc::ENOTDIR {
                error = errno();
            }
        }
        Err(error)
    }
}
