//! Mounts, root changes and mount attributes, named by what the sandbox does with them.

use std::ffi::CStr;
use std::io;
use std::path::Path;

use super::{c_string, check};

const PLAIN: libc::c_ulong = libc::MS_NOSUID | libc::MS_NODEV;

/// Keeps later mounts of this namespace from reaching any other.
pub fn make_private() -> io::Result<()> {
    mount(None, c"/", None, libc::MS_REC | libc::MS_PRIVATE, None)
}

/// An empty tmpfs at `target`; `options` as in tmpfs(5).
pub fn tmpfs(target: &Path, options: &str) -> io::Result<()> {
    let target = c_string(target.as_os_str().as_encoded_bytes())?;
    let options = c_string(options)?;
    mount(Some(c"tmpfs"), &target, Some(c"tmpfs"), PLAIN, Some(&options))
}

/// The process file system of this pid namespace.
pub fn proc(target: &Path, options: &str) -> io::Result<()> {
    let target = c_string(target.as_os_str().as_encoded_bytes())?;
    let options = c_string(options)?;
    mount(Some(c"proc"), &target, Some(c"proc"), PLAIN | libc::MS_NOEXEC, Some(&options))
}

/// Shows `source` at `target` too, with everything mounted below it.
pub fn bind(source: &Path, target: &Path) -> io::Result<()> {
    let source = c_string(source.as_os_str().as_encoded_bytes())?;
    let target = c_string(target.as_os_str().as_encoded_bytes())?;
    mount(Some(&source), &target, None, libc::MS_BIND | libc::MS_REC, None)
}

/// Makes the tree mounted at `target` read-only, without set-uid programs and, unless
/// `keep_devices`, without devices.
pub fn seal_tree(target: &Path, keep_devices: bool) -> io::Result<()> {
    let target = c_string(target.as_os_str().as_encoded_bytes())?;
    let mut attributes = libc::MOUNT_ATTR_RDONLY | libc::MOUNT_ATTR_NOSUID;
    if !keep_devices {
        attributes |= libc::MOUNT_ATTR_NODEV;
    }
    let attr = libc::mount_attr { attr_set: attributes, attr_clr: 0, propagation: 0, userns_fd: 0 };
    let flags = libc::AT_RECURSIVE;
    // SAFETY: `target` and `attr` live through the call and the size is that of `attr`.
    let result = unsafe {
        libc::syscall(
            libc::SYS_mount_setattr,
            libc::AT_FDCWD,
            target.as_ptr(),
            flags,
            &raw const attr,
            size_of::<libc::mount_attr>(),
        )
    };
    check(result).map(drop)
}

/// Switches one tmpfs between read-only and writable.
pub fn set_read_only(target: &Path, read_only: bool) -> io::Result<()> {
    let target = c_string(target.as_os_str().as_encoded_bytes())?;
    let mut flags = libc::MS_REMOUNT | libc::MS_BIND | PLAIN;
    if read_only {
        flags |= libc::MS_RDONLY;
    }
    mount(None, &target, None, flags, None)
}

/// Takes the top mount at `target` out of the tree; it goes when its last user does.
pub fn detach(target: &Path) -> io::Result<()> {
    let target = c_string(target.as_os_str().as_encoded_bytes())?;
    // SAFETY: `target` is a C string that lives through the call.
    check(unsafe { libc::umount2(target.as_ptr(), libc::MNT_DETACH) }).map(drop)
}

/// Makes the working directory, which must be a mount point, the root, and lets go of the old one.
pub fn pivot_to_working_directory() -> io::Result<()> {
    // SAFETY: both arguments are static C strings. Pivoting "." onto "." stacks the old root
    // over the new one, so the detach that follows removes exactly the old root.
    check(unsafe { libc::syscall(libc::SYS_pivot_root, c".".as_ptr(), c".".as_ptr()) })?;
    detach(Path::new("."))?;
    std::env::set_current_dir("/")
}

fn mount(
    source: Option<&CStr>,
    target: &CStr,
    kind: Option<&CStr>,
    flags: libc::c_ulong,
    options: Option<&CStr>,
) -> io::Result<()> {
    let pointer = |s: Option<&CStr>| s.map_or(std::ptr::null(), CStr::as_ptr);
    // SAFETY: every pointer is null or a C string that lives through the call.
    let result = unsafe {
        libc::mount(pointer(source), target.as_ptr(), pointer(kind), flags, pointer(options).cast())
    };
    check(result).map(drop)
}
