//! Installs a system-call filter on this process.

use std::io;

use super::check;

/// One instruction of classic BPF, as the kernel reads it.
pub type Instruction = libc::sock_filter;

/// From now on every system call of this process and all it starts passes `program`.
/// The process must have set `no_new_privs`.
pub fn install(program: &[Instruction]) -> io::Result<()> {
    let length = libc::c_ushort::try_from(program.len())
        .map_err(|_| io::Error::new(io::ErrorKind::InvalidInput, "the filter is too long"))?;
    let filter = libc::sock_fprog { len: length, filter: program.as_ptr().cast_mut() };
    // SAFETY: `filter` and the instructions it points at live through the call, which copies them.
    let result = unsafe {
        libc::syscall(libc::SYS_seccomp, libc::SECCOMP_SET_MODE_FILTER, 0, &raw const filter)
    };
    check(result).map(drop)
}
