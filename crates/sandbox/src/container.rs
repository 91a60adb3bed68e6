//! A container for one submission: put files in, run commands, take files out.

use std::ffi::OsStr;
use std::io::{Read, Write};
use std::os::fd::{AsFd, BorrowedFd};
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;

use crate::cgroup::Group;
use crate::command::{Command, Scratch};
use crate::error::{Error, Result};
use crate::filter::Profile;
use crate::outcome::Outcome;
use crate::run;
use crate::sandbox::Engine;
use crate::slot::Slot;
use crate::sys::file::{self, Open};

/// What a container is made like. Containers made alike come from a pool.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct ContainerSpec {
    /// Host directories or files shown read-only, beside `/usr` and what every program needs.
    pub mounts: Vec<ReadOnly>,
    pub network: Network,
    pub profile: Profile,
    /// Bytes in each of the working directory, `/tmp` and `/dev/shm`.
    pub scratch_bytes: u64,
    /// Files and directories in each of them.
    pub scratch_inodes: u64,
    /// Bytes in `/box`.
    pub box_bytes: u64,
}

impl Default for ContainerSpec {
    fn default() -> Self {
        Self {
            mounts: Vec::new(),
            network: Network::None,
            profile: Profile::Program,
            scratch_bytes: 64 << 20,
            scratch_inodes: 4096,
            box_bytes: 512 << 20,
        }
    }
}

/// A host path and where it appears.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct ReadOnly {
    pub host: PathBuf,
    pub inside: PathBuf,
}

/// What a container can reach. It never reaches the host or the outside.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Network {
    /// Not even loopback.
    #[default]
    None,
    /// A loopback interface of its own.
    Loopback,
}

/// Where a file goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// `/box`: read-only for runs. Complete before the first run.
    Box,
    /// `/work`: the working directory.
    Work,
}

/// Whether a file is a program.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    Plain,
    Executable,
}

/// Caps on what [`Container::take`] copies out.
#[derive(Clone, Copy, Debug)]
pub struct TakeLimits {
    pub files: usize,
    /// Bytes of all files together.
    pub bytes: u64,
}

/// A regular file that a run left in its working directory.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TakenFile {
    /// Relative to the working directory.
    pub path: PathBuf,
    pub bytes: Vec<u8>,
    pub executable: bool,
}

#[derive(Clone, Debug)]
struct Staged {
    path: PathBuf,
    bytes: Arc<[u8]>,
    mode: Mode,
}

/// Directory levels of a file put in or taken out.
const DEPTH: usize = 32;

/// A prepared container. One run at a time; dropped, it is gone with everything in it.
#[derive(Debug)]
pub struct Container {
    engine: Arc<Engine>,
    spec: ContainerSpec,
    slot: Option<Slot>,
    /// Contents of `/box`, kept to fill the next slot if a run ruins this one.
    artefacts: Vec<Staged>,
    sealed: bool,
    /// Files for the working directory of the next run.
    staged: Vec<Staged>,
    has_run: bool,
}

impl Container {
    pub(crate) fn new(engine: Arc<Engine>, spec: ContainerSpec) -> Result<Self> {
        let slot = engine.slot(&spec)?;
        Ok(Self {
            engine,
            spec,
            slot: Some(slot),
            artefacts: Vec::new(),
            sealed: false,
            staged: Vec::new(),
            has_run: false,
        })
    }

    /// Adds a file. In [`Place::Work`] it is there for the next run; in [`Place::Box`] for all.
    pub fn put(&mut self, place: Place, path: &Path, bytes: &[u8], mode: Mode) -> Result<()> {
        plain(path)?;
        let staged = Staged { path: path.into(), bytes: Arc::from(bytes), mode };
        match place {
            Place::Work => self.staged.push(staged),
            Place::Box if self.sealed => {
                return Err(Error::BadRequest(String::from(
                    "files go into the box before the first run",
                )));
            }
            Place::Box => {
                let slot = self.slot.as_ref().ok_or(Error::Lost("it has no slot"))?;
                write(slot, slot.artefacts(), &staged)?;
                self.artefacts.push(staged);
            }
        }
        Ok(())
    }

    /// Runs one command. An error is a failure of ours; whatever the command does is an outcome.
    pub fn run(&mut self, command: Command) -> Result<Outcome> {
        if command.argv.is_empty() {
            return Err(Error::BadRequest(String::from("there is no command to run")));
        }
        let mut slot = self.whole_slot(command.scratch)?;
        if !std::mem::replace(&mut self.sealed, true) {
            slot.seal_box()?;
        }
        if command.scratch == Scratch::Fresh && self.has_run {
            slot.renew()?;
        }
        for staged in std::mem::take(&mut self.staged) {
            write(&slot, slot.work(), &staged)?;
        }
        slot.set_work_read_only(command.work_read_only)?;
        let result = run::run(&mut slot, command, self.engine.cores());
        self.has_run = true;
        match result {
            Ok(finished) => {
                if finished.ipc_objects > 0 && finished.slot_is_whole {
                    slot.clean_ipc()?;
                }
                if finished.slot_is_whole {
                    self.slot = Some(slot);
                } else {
                    self.engine.bury(slot);
                }
                Ok(finished.outcome)
            }
            Err(error) => {
                self.engine.bury(slot);
                Err(error)
            }
        }
    }

    /// Copies regular files out of the working directory. Links, devices, FIFOs and files with
    /// several names are left out.
    pub fn take(&self, place: Place, limits: TakeLimits) -> Result<Vec<TakenFile>> {
        // After a run that ruined its container there is nothing to take.
        let Some(slot) = &self.slot else { return Ok(Vec::new()) };
        let directory = match place {
            Place::Box => slot.artefacts(),
            Place::Work => slot.work(),
        };
        let mut taken = Vec::new();
        let mut left = limits;
        collect(directory, Path::new(""), &mut left, &mut taken)?;
        taken.sort_by(|a, b| a.path.cmp(&b.path));
        Ok(taken)
    }

    /// Replaces the working directory and `/tmp` now, even if nothing was written to them. Runs
    /// do that by themselves where something was; this is for measuring what it costs.
    pub fn renew(&mut self) -> Result<()> {
        match &mut self.slot {
            Some(slot) => slot.replace_both(),
            None => Ok(()),
        }
    }

    /// Whether landlock is in force here.
    pub fn has_landlock(&self) -> bool {
        self.slot.as_ref().is_some_and(|slot| slot.landlock)
    }

    /// Whether the kernel keeps runs from swapping.
    pub fn limits_swap(&self) -> bool {
        self.slot.as_ref().and_then(|slot| slot.group.as_ref()).is_some_and(Group::limits_swap)
    }

    fn whole_slot(&mut self, scratch: Scratch) -> Result<Slot> {
        if let Some(slot) = self.slot.take() {
            return Ok(slot);
        }
        if scratch == Scratch::Keep {
            return Err(Error::Lost("the run before has ruined its working directory"));
        }
        let slot = self.engine.slot(&self.spec)?;
        for staged in &self.artefacts {
            write(&slot, slot.artefacts(), staged)?;
        }
        self.sealed = false;
        Ok(slot)
    }
}

impl Drop for Container {
    fn drop(&mut self) {
        if let Some(slot) = self.slot.take() {
            self.engine.bury(slot);
        }
    }
}

/// Refuses every path that is not a plain relative one.
fn plain(path: &Path) -> Result<()> {
    let fine = path.components().all(|c| matches!(c, Component::Normal(_)));
    if fine && path.components().next().is_some() && path.components().count() <= DEPTH {
        Ok(())
    } else {
        Err(Error::BadRequest(format!("{} is not a path inside the folder", path.display())))
    }
}

fn write(slot: &Slot, root: BorrowedFd<'_>, staged: &Staged) -> Result<()> {
    slot.as_root_of_slot(|| write_below(root, staged))
}

fn write_below(root: BorrowedFd<'_>, staged: &Staged) -> Result<()> {
    let step = Error::at;
    let mut parent = file::open_beneath(root, Path::new("."), Open::Directory)
        .map_err(step("open a directory of the container"))?;
    let mut names: Vec<&OsStr> = staged.path.iter().collect();
    let name = names.pop().ok_or_else(|| Error::BadRequest(String::from("an empty path")))?;
    for directory in names {
        let directory = Path::new(directory);
        match file::make_directory(parent.as_fd(), directory) {
            Err(e) if e.kind() != std::io::ErrorKind::AlreadyExists => {
                return Err(step("make a directory in the container")(e));
            }
            made => {
                let child = file::open_beneath(parent.as_fd(), directory, Open::Directory)
                    .map_err(step("open a directory of the container"))?;
                if made.is_ok() {
                    // A run may add files beside those it was given.
                    file::set_mode(child.as_fd(), 0o777)
                        .map_err(step("open a directory for writing"))?;
                }
                parent = child;
            }
        }
    }
    let name = Path::new(name);
    let mode = match staged.mode {
        Mode::Plain => 0o644,
        Mode::Executable => 0o755,
    };
    let made = match file::open_beneath(parent.as_fd(), name, Open::Create(mode)) {
        Err(e) if e.kind() == std::io::ErrorKind::AlreadyExists => {
            file::unlink(parent.as_fd(), name)
                .and_then(|()| file::open_beneath(parent.as_fd(), name, Open::Create(mode)))
        }
        other => other,
    };
    let mut made = made.map_err(step("make a file in the container"))?;
    made.write_all(&staged.bytes).map_err(step("write a file into the container"))?;
    file::set_mode(made.as_fd(), mode).map_err(step("set the mode of a file"))
}

fn collect(
    directory: BorrowedFd<'_>,
    prefix: &Path,
    left: &mut TakeLimits,
    taken: &mut Vec<TakenFile>,
) -> Result<()> {
    if prefix.components().count() > DEPTH {
        return Ok(());
    }
    let step = Error::at;
    let listing = file::open_beneath(directory, Path::new("."), Open::Directory)
        .map_err(step("list a directory of the container"))?;
    let names = file::names(listing.as_fd()).map_err(step("list a directory"))?;
    for name in names {
        let path = prefix.join(&name);
        let Ok(mut open) = file::open_beneath(directory, Path::new(&name), Open::Read) else {
            // A link, a socket, or a file without read permission: not for us.
            continue;
        };
        let meta = open.metadata().map_err(step("look at a file of the container"))?;
        if meta.is_dir() {
            collect(open.as_fd(), &path, left, taken)?;
        } else if meta.is_file() && std::os::unix::fs::MetadataExt::nlink(&meta) == 1 {
            if left.files == 0 || meta.len() > left.bytes {
                return Err(Error::TooMuch);
            }
            let mut bytes = Vec::new();
            Read::take(&mut open, left.bytes)
                .read_to_end(&mut bytes)
                .map_err(step("read a file of the container"))?;
            left.files -= 1;
            left.bytes -= bytes.len() as u64;
            let executable = std::os::unix::fs::MetadataExt::mode(&meta) & 0o111 != 0;
            taken.push(TakenFile { path, bytes, executable });
        }
    }
    Ok(())
}
