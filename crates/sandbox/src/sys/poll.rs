//! Waiting for several descriptors at once.

use std::io;
use std::os::fd::{AsRawFd, BorrowedFd};
use std::time::Duration;

use super::check;

/// What to wait for on a descriptor.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Interest {
    Readable,
    /// Exceptional data: a cgroup event file has changed.
    Changed,
}

/// Waits until one of `fds` is ready or `timeout` has passed; says which are ready.
/// Closed and failed descriptors count as ready. `None` entries are never ready.
pub fn wait(
    fds: &[Option<(BorrowedFd<'_>, Interest)>],
    timeout: Option<Duration>,
) -> io::Result<Vec<bool>> {
    let mut polled: Vec<libc::pollfd> = fds
        .iter()
        .map(|entry| match entry {
            Some((fd, interest)) => libc::pollfd {
                fd: fd.as_raw_fd(),
                events: match interest {
                    Interest::Readable => libc::POLLIN,
                    Interest::Changed => libc::POLLPRI,
                },
                revents: 0,
            },
            None => libc::pollfd { fd: -1, events: 0, revents: 0 },
        })
        .collect();
    let spec = timeout.map(|t| libc::timespec {
        tv_sec: i64::try_from(t.as_secs()).unwrap_or(i64::MAX),
        tv_nsec: i64::from(t.subsec_nanos()),
    });
    let spec_pointer = spec.as_ref().map_or(std::ptr::null(), std::ptr::from_ref);
    let count = libc::nfds_t::try_from(polled.len()).expect("a handful of descriptors");
    // SAFETY: `polled` and `spec` live through the call; a null mask changes no signals.
    let result = unsafe { libc::ppoll(polled.as_mut_ptr(), count, spec_pointer, std::ptr::null()) };
    match check(result) {
        Err(e) if e.kind() == io::ErrorKind::Interrupted => Ok(vec![false; fds.len()]),
        Err(e) => Err(e),
        Ok(_) => Ok(polled.iter().map(|p| p.revents != 0).collect()),
    }
}
