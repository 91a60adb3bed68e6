//! Descriptors and files: sealed memory files, pipes, and opening below a directory.

use std::fs::File;
use std::io::{self, Write};
use std::os::fd::{AsRawFd, BorrowedFd, FromRawFd, OwnedFd, RawFd};
use std::path::Path;

use super::{c_string, check};

/// A memory file holding `bytes`, which nobody can change or resize any more.
pub fn sealed(name: &str, bytes: &[u8], executable: bool) -> io::Result<File> {
    let name = c_string(name)?;
    let exec = if executable { MFD_EXEC } else { MFD_NOEXEC_SEAL };
    let base = libc::MFD_CLOEXEC | libc::MFD_ALLOW_SEALING;
    // SAFETY: `name` lives through the call.
    let mut fd = unsafe { libc::memfd_create(name.as_ptr(), base | exec) };
    if fd == -1 {
        // Kernels before 6.3 do not know the exec flags.
        // SAFETY: as above.
        fd = check(unsafe { libc::memfd_create(name.as_ptr(), base) })?;
    }
    // SAFETY: the call succeeded and nobody else owns the descriptor.
    let mut file = unsafe { File::from_raw_fd(fd) };
    file.write_all(bytes)?;
    let seals = libc::F_SEAL_SEAL | libc::F_SEAL_SHRINK | libc::F_SEAL_GROW | libc::F_SEAL_WRITE;
    // SAFETY: an fcntl with an integer argument on an open descriptor.
    check(unsafe { libc::fcntl(fd, libc::F_ADD_SEALS, seals) })?;
    Ok(file)
}

/// `linux/memfd.h`: the file may be executed, whatever the default of the host.
const MFD_EXEC: libc::c_uint = 0x10;
/// `linux/memfd.h`: the file may never be executed.
const MFD_NOEXEC_SEAL: libc::c_uint = 0x8;

/// A fresh read-only open file description of what `fd` refers to, with its own offset.
pub fn reopen_read_only(fd: BorrowedFd<'_>) -> io::Result<OwnedFd> {
    File::open(format!("/proc/self/fd/{}", fd.as_raw_fd())).map(OwnedFd::from)
}

/// A pipe, both ends closing on exec: (read end, write end).
pub fn pipe() -> io::Result<(OwnedFd, OwnedFd)> {
    let mut fds: [RawFd; 2] = [-1; 2];
    // SAFETY: `fds` has room for the two descriptors the call writes.
    check(unsafe { libc::pipe2(fds.as_mut_ptr(), libc::O_CLOEXEC) })?;
    // SAFETY: the call succeeded and nobody else owns the descriptors.
    Ok(unsafe { (OwnedFd::from_raw_fd(fds[0]), OwnedFd::from_raw_fd(fds[1])) })
}

/// Reads without waiting: `Ok(None)` when nothing is there now, `Ok(Some(0))` at the end.
pub fn read_now(fd: BorrowedFd<'_>, buffer: &mut [u8]) -> io::Result<Option<usize>> {
    // SAFETY: `buffer` is writable for its whole length.
    let n = unsafe { libc::read(fd.as_raw_fd(), buffer.as_mut_ptr().cast(), buffer.len()) };
    match check(n) {
        Ok(n) => Ok(Some(usize::try_from(n).unwrap_or(0))),
        Err(e) if e.kind() == io::ErrorKind::WouldBlock => Ok(None),
        Err(e) if e.kind() == io::ErrorKind::Interrupted => Ok(None),
        Err(e) => Err(e),
    }
}

/// Reads of this end no longer wait.
pub fn set_nonblocking(fd: BorrowedFd<'_>) -> io::Result<()> {
    // SAFETY: an fcntl with an integer argument on an open descriptor.
    check(unsafe { libc::fcntl(fd.as_raw_fd(), libc::F_SETFL, libc::O_NONBLOCK) }).map(drop)
}

/// A counter that wakes pollers; see [`signal_event`].
pub fn event() -> io::Result<OwnedFd> {
    // SAFETY: no pointers involved.
    let fd = check(unsafe { libc::eventfd(0, libc::EFD_CLOEXEC | libc::EFD_NONBLOCK) })?;
    // SAFETY: the call succeeded and nobody else owns the descriptor.
    Ok(unsafe { OwnedFd::from_raw_fd(fd) })
}

/// Makes an event descriptor readable for good.
pub fn signal_event(fd: BorrowedFd<'_>) -> io::Result<()> {
    let one = 1_u64;
    // SAFETY: eight readable bytes, as eventfd wants.
    let n = unsafe { libc::write(fd.as_raw_fd(), (&raw const one).cast(), 8) };
    match check(n) {
        // The counter is already at its maximum: it is readable, which is all we want.
        Err(e) if e.kind() == io::ErrorKind::WouldBlock => Ok(()),
        other => other.map(drop),
    }
}

/// Reads a small kernel file from its start through an open descriptor, as text.
pub fn read_counter<'a>(fd: BorrowedFd<'_>, buffer: &'a mut [u8]) -> io::Result<&'a str> {
    // SAFETY: `buffer` is writable for its whole length.
    let n = unsafe { libc::pread(fd.as_raw_fd(), buffer.as_mut_ptr().cast(), buffer.len(), 0) };
    let n = usize::try_from(check(n)?).unwrap_or(0);
    std::str::from_utf8(&buffer[..n]).map_err(|e| io::Error::new(io::ErrorKind::InvalidData, e))
}

/// How [`open_beneath`] opens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Open {
    /// An existing regular file, without waiting for the other end of a FIFO.
    Read,
    /// A new file with these permission bits.
    Create(u32),
    /// A directory, to list it.
    Directory,
}

/// Opens `path` below `directory`; no link, mount or `..` on the way can lead out.
pub fn open_beneath(directory: BorrowedFd<'_>, path: &Path, how: Open) -> io::Result<File> {
    let path = c_string(path.as_os_str().as_encoded_bytes())?;
    let no_wait = libc::O_CLOEXEC | libc::O_NOFOLLOW | libc::O_NONBLOCK;
    let (flags, mode) = match how {
        Open::Read => (libc::O_RDONLY | no_wait, 0),
        Open::Create(mode) => (libc::O_WRONLY | libc::O_CREAT | libc::O_EXCL | no_wait, mode),
        Open::Directory => (libc::O_RDONLY | libc::O_DIRECTORY | no_wait, 0),
    };
    // SAFETY: an all-zero open_how is valid (and the type cannot be built otherwise).
    let mut open_how: libc::open_how = unsafe { std::mem::zeroed() };
    open_how.flags = u64::from(flags.cast_unsigned());
    open_how.mode = u64::from(mode);
    open_how.resolve = libc::RESOLVE_BENEATH
        | libc::RESOLVE_NO_SYMLINKS
        | libc::RESOLVE_NO_MAGICLINKS
        | libc::RESOLVE_NO_XDEV;
    // SAFETY: `path` and `open_how` live through the call and the size is that of `open_how`.
    let fd = check(unsafe {
        libc::syscall(
            libc::SYS_openat2,
            directory.as_raw_fd(),
            path.as_ptr(),
            &raw const open_how,
            size_of::<libc::open_how>(),
        )
    })?;
    let fd = RawFd::try_from(fd).expect("descriptors are small integers");
    // SAFETY: the call succeeded and nobody else owns the descriptor.
    Ok(unsafe { File::from_raw_fd(fd) })
}

/// Makes a directory below `directory`; its parent must not be reached through a link.
pub fn make_directory(parent: BorrowedFd<'_>, name: &Path) -> io::Result<()> {
    let name = c_string(name.as_os_str().as_encoded_bytes())?;
    // SAFETY: `name` lives through the call.
    check(unsafe { libc::mkdirat(parent.as_raw_fd(), name.as_ptr(), 0o755) }).map(drop)
}

/// Removes the file `name` directly in `parent`.
pub fn unlink(parent: BorrowedFd<'_>, name: &Path) -> io::Result<()> {
    let name = c_string(name.as_os_str().as_encoded_bytes())?;
    // SAFETY: `name` lives through the call.
    check(unsafe { libc::unlinkat(parent.as_raw_fd(), name.as_ptr(), 0) }).map(drop)
}

/// Opens a directory only as a place to open others from.
pub fn open_place(path: &Path) -> io::Result<OwnedFd> {
    let path = c_string(path.as_os_str().as_encoded_bytes())?;
    let flags = libc::O_PATH | libc::O_DIRECTORY | libc::O_CLOEXEC | libc::O_NOFOLLOW;
    // SAFETY: `path` lives through the call.
    let fd = check(unsafe { libc::open(path.as_ptr(), flags) })?;
    // SAFETY: the call succeeded and nobody else owns the descriptor.
    Ok(unsafe { OwnedFd::from_raw_fd(fd) })
}

/// What tells whether anything was ever done to a tmpfs: inodes and blocks in use, and the
/// change time of its root directory.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Traces {
    inodes: u64,
    blocks: u64,
    changed: (i64, i64),
}

/// The [`Traces`] of the file system whose root `fd` is.
pub fn traces(fd: BorrowedFd<'_>) -> io::Result<Traces> {
    // SAFETY: all-zero structures are valid; both calls fill them on success.
    unsafe {
        let mut vfs: libc::statfs = std::mem::zeroed();
        check(libc::fstatfs(fd.as_raw_fd(), &raw mut vfs))?;
        let mut stat: libc::stat = std::mem::zeroed();
        check(libc::fstat(fd.as_raw_fd(), &raw mut stat))?;
        Ok(Traces {
            inodes: vfs.f_files - vfs.f_ffree,
            blocks: vfs.f_blocks - vfs.f_bfree,
            changed: (stat.st_ctime, stat.st_ctime_nsec),
        })
    }
}

/// Runs `action` with this thread's file-system identity set to `uid`, then sets it back.
pub fn as_owner<T>(uid: u32, action: impl FnOnce() -> T) -> T {
    // SAFETY: plain integers; the calls affect this thread only and report the previous identity.
    let (old_gid, old_uid) = unsafe { (libc::setfsgid(uid), libc::setfsuid(uid)) };
    let result = action();
    // SAFETY: as above.
    unsafe {
        libc::setfsuid(old_uid.cast_unsigned());
        libc::setfsgid(old_gid.cast_unsigned());
    }
    result
}

/// Makes standard input, output and error those of `file`.
pub fn replace_streams(file: BorrowedFd<'_>) -> io::Result<()> {
    for target in 0..3 {
        // SAFETY: plain descriptor numbers; the three standard ones are always there to replace.
        check(unsafe { libc::dup2(file.as_raw_fd(), target) })?;
    }
    Ok(())
}

/// Takes over standard input. Only for a process that was started with a descriptor there, and
/// only once.
pub fn take_standard_input() -> OwnedFd {
    // SAFETY: the caller owns descriptor 0 by contract and nothing else in the process uses it.
    unsafe { OwnedFd::from_raw_fd(0) }
}

/// Permission bits of an open file or directory.
pub fn set_mode(fd: BorrowedFd<'_>, mode: u32) -> io::Result<()> {
    // SAFETY: plain integers.
    check(unsafe { libc::fchmod(fd.as_raw_fd(), mode) }).map(drop)
}

/// Names in an open directory, without `.` and `..`, sorted.
pub fn names(directory: BorrowedFd<'_>) -> io::Result<Vec<std::ffi::OsString>> {
    let mut names = std::fs::read_dir(format!("/proc/self/fd/{}", directory.as_raw_fd()))?
        .map(|entry| entry.map(|e| e.file_name()))
        .collect::<io::Result<Vec<_>>>()?;
    names.sort();
    Ok(names)
}
