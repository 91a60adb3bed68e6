//! The system calls the sandbox needs, as safe functions. The only place with `unsafe`.
//!
//! Nothing here decides anything: each function is one call (or one inseparable group) with its
//! error as [`std::io::Error`]. Policy lives in the modules above.
#![expect(unsafe_code, reason = "raw system calls; every block states why it is sound")]

pub mod file;
pub mod ipc;
pub mod mount;
pub mod poll;
pub mod process;
pub mod seccomp;
pub mod socket;
pub mod spawn;

use std::io;

/// Turns the `-1` convention of C into a `Result`.
fn check<T: Copy + PartialEq + From<i8>>(value: T) -> io::Result<T> {
    if value == T::from(-1) { Err(io::Error::last_os_error()) } else { Ok(value) }
}

/// A path or name without NUL bytes, for C.
pub fn c_string(bytes: impl AsRef<[u8]>) -> io::Result<std::ffi::CString> {
    std::ffi::CString::new(bytes.as_ref())
        .map_err(|_| io::Error::new(io::ErrorKind::InvalidInput, "a NUL byte inside a string"))
}
