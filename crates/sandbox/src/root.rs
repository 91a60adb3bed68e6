//! Builds the root directory that a container sees. Runs in the keeper, inside its namespaces.
//!
//! ```text
//! /                read-only tmpfs
//! /usr, /lib, …    the host's, read-only
//! /etc             a few of the host's files and some of our own
//! /dev             null zero full random urandom, links to descriptors; never the host's tree
//! /proc            this pid namespace, no host-wide files where the kernel can leave them out
//! /box             what the engine puts there: the artefact; read-only once sealed
//! /scratch         work, tmp, shm: a tmpfs each; /work, /tmp, /var/tmp, /dev/shm are links to them
//! ```
//! The writable file systems hang below one directory so that the landlock rule for it covers
//! those mounted later, too.

use std::ffi::OsStr;
use std::fs::{self, File};
use std::io;
use std::os::fd::OwnedFd;
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};
use std::time::Duration;

use crate::protocol::{Area, Layout};
use crate::sys::{file, mount, process};

const DEVICES: [&str; 5] = ["null", "zero", "full", "random", "urandom"];
const BOX: &str = "/box";

/// Builds the root and makes it this process's; its work, tmp, shm and box.
pub fn build(layout: &Layout) -> io::Result<[OwnedFd; 4]> {
    mount::make_private()?;
    process::set_host_name(c"greenroom")?;
    if layout.loopback {
        process::loopback_up()?;
        // Closed connections must not hold ports into the next run. Where the host's /proc is
        // read-only they do, for a minute.
        let _kept = fs::write("/proc/sys/net/ipv4/tcp_max_tw_buckets", "0");
    }
    // Any directory will do: only this mount namespace sees what is mounted over it.
    let base = Path::new("/tmp");
    mount::tmpfs(base, "size=1m,nr_inodes=4096,mode=755")?;
    std::env::set_current_dir(base)?;
    for (host, inside) in &layout.binds {
        let host = Path::new(OsStr::from_bytes(host));
        let inside = relative(OsStr::from_bytes(inside))?;
        bind(host, &inside).map_err(|e| {
            io::Error::new(e.kind(), format!("{} cannot be shown: {e}", host.display()))
        })?;
    }
    devices()?;
    plain_files(layout)?;
    fs::create_dir("proc")?;
    mount_proc(Path::new("proc"))?;
    for area in Area::ALL {
        fs::create_dir_all(area.path().trim_start_matches('/'))?;
    }
    fs::create_dir("box")?;
    mount::pivot_to_working_directory()?;
    let [work, temporary, shared] = Area::ALL.map(|area| fresh_area(area, layout));
    mount::tmpfs(Path::new(BOX), &format!("size={},mode=755", layout.box_bytes))?;
    let artefacts = file::open_place(Path::new(BOX))?;
    mount::set_read_only(Path::new("/"), true)?;
    Ok([work?, temporary?, shared?, artefacts])
}

/// Mounts a new writable file system at an area's place, which must be free.
pub fn fresh_area(area: Area, layout: &Layout) -> io::Result<OwnedFd> {
    let path = Path::new(area.path());
    let options =
        format!("size={},nr_inodes={},mode=1777", layout.scratch_bytes, layout.scratch_inodes);
    mount::tmpfs(path, &options)?;
    file::open_place(path)
}

/// Takes the file system at an area's place away, with all that is in it.
pub fn drop_area(area: Area) -> io::Result<()> {
    mount::detach(Path::new(area.path()))
}

/// No write to `/box` any more.
pub fn seal_box() -> io::Result<()> {
    set_read_only(Path::new(BOX), true)
}

/// Switches the working directory between read-only and writable.
pub fn work_read_only(on: bool) -> io::Result<()> {
    set_read_only(Path::new(Area::Work.path()), on)
}

/// A process that the engine is just starting on another thread holds copies of the engine's
/// descriptors until it executes. While one of them can write here, the mount is busy.
fn set_read_only(target: &Path, on: bool) -> io::Result<()> {
    const TRIES: u32 = 2000;
    const PAUSE: Duration = Duration::from_millis(1);
    for _ in 0..TRIES {
        match mount::set_read_only(target, on) {
            Err(e) if e.raw_os_error() == Some(libc::EBUSY) => std::thread::sleep(PAUSE),
            other => return other,
        }
    }
    Err(io::Error::from_raw_os_error(libc::EBUSY))
}

/// Shows a host path read-only. Links are copied as links, so `/bin -> usr/bin` stays one.
fn bind(host: &Path, inside: &Path) -> io::Result<()> {
    if let Some(parent) = inside.parent() {
        fs::create_dir_all(parent)?;
    }
    let kind = fs::symlink_metadata(host)?.file_type();
    if kind.is_symlink() {
        return symlink(fs::read_link(host)?, inside);
    }
    if kind.is_dir() {
        fs::create_dir_all(inside)?;
    } else {
        File::create(inside)?;
    }
    mount::bind(host, inside)?;
    mount::seal_tree(inside, false)
}

fn devices() -> io::Result<()> {
    fs::create_dir("dev")?;
    for name in DEVICES {
        let inside = Path::new("dev").join(name);
        File::create(&inside)?;
        mount::bind(&Path::new("/dev").join(name), &inside)?;
        // Writes to a device are not writes to its file system: read-only does not stop them.
        mount::seal_tree(&inside, true)?;
    }
    for (name, target) in [
        ("fd", "/proc/self/fd"),
        ("stdin", "/proc/self/fd/0"),
        ("stdout", "/proc/self/fd/1"),
        ("stderr", "/proc/self/fd/2"),
        ("shm", Area::SharedMemory.path()),
    ] {
        symlink(target, Path::new("dev").join(name))?;
    }
    Ok(())
}

fn plain_files(layout: &Layout) -> io::Result<()> {
    fs::create_dir_all("etc")?;
    fs::create_dir_all("var")?;
    fs::create_dir_all("run")?;
    for (name, text) in &layout.etc {
        fs::write(Path::new("etc").join(name), text)?;
    }
    symlink(Area::Work.path(), "work")?;
    symlink(Area::Temporary.path(), "tmp")?;
    symlink(Area::Temporary.path(), "var/tmp")
}

/// Prefers a `/proc` with processes only (Linux 5.8); else covers what tells of the host.
fn mount_proc(target: &Path) -> io::Result<()> {
    if mount::proc(target, "hidepid=2,subset=pid").is_ok() {
        return Ok(());
    }
    mount::proc(target, "hidepid=2")?;
    for hidden in ["sys", "irq", "bus", "fs", "driver"] {
        let path = target.join(hidden);
        if path.is_dir() {
            mount::tmpfs(&path, "size=0,mode=555")?;
            mount::set_read_only(&path, true)?;
        }
    }
    for hidden in ["kcore", "kallsyms", "keys", "sysrq-trigger", "timer_list", "kmsg", "cmdline"] {
        let path = target.join(hidden);
        if path.exists() {
            mount::bind(Path::new("/dev/null"), &path)?;
        }
    }
    Ok(())
}

/// An absolute path inside the container as one relative to its root, without `..`.
fn relative(inside: &OsStr) -> io::Result<PathBuf> {
    let path: PathBuf = Path::new(inside)
        .strip_prefix("/")
        .map_err(|_| io::Error::other("a path inside the container must be absolute"))?
        .into();
    if path.components().all(|c| matches!(c, std::path::Component::Normal(_))) {
        Ok(path)
    } else {
        Err(io::Error::other("a path inside the container must be plain"))
    }
}
