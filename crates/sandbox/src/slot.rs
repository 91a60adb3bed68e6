//! A prepared container as the engine holds it: its keeper, its launcher, its group, its places.
//!
//! Theory of operation. `prepare` starts a keeper, maps its ids, receives the four places (work,
//! tmp, shm, box) and the launcher, writes the launcher into the slot's cgroup and lets it drop
//! its privileges. That costs some milliseconds, which is why a pool does it ahead. A slot serves
//! one submission. It ends by closing its sockets: the keeper exits, the kernel ends the rest, and
//! the cgroup is removed when it is empty, in the background (`Graveyard`).

use std::fs::{self, File};
use std::io;
use std::os::fd::{AsFd, AsRawFd, BorrowedFd, OwnedFd};
use std::path::Path;
use std::process::{Child, Stdio};
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use crate::cgroup::{Group, Tree};
use crate::collector::Chunk;
use crate::error::{Error, Result};
use crate::protocol::{
    Area, FromKeeper, FromLauncher, Layout, MAX_MESSAGE, Message, ToKeeper, ToLauncher,
};
use crate::sys::file::{self, Traces};
use crate::sys::poll::{self, Interest};
use crate::sys::{process, socket};

/// How long a keeper may take for any one request. It competes with everything else on the host.
const KEEPER_PATIENCE: Duration = Duration::from_secs(20);

/// Who a slot's ids are on the host.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Identity {
    /// Two ids of its own: this one for the keeper, the next for the launcher and its runs.
    Own { first: u32 },
    /// Only the engine's id is available; every slot has it.
    Engine,
}

/// What every slot of an engine is made from.
#[derive(Debug)]
pub struct Recipe {
    /// The sealed copy of this program that becomes keeper and launcher.
    pub program: File,
    pub tree: Tree,
    /// Cores that runs may use; empty means all.
    pub cores: Vec<usize>,
}

#[derive(Debug)]
pub struct Slot {
    keeper: OwnedFd,
    pub launcher: OwnedFd,
    pub launcher_fd: OwnedFd,
    shim: Child,
    pub group: Option<Group>,
    identity: Identity,
    /// Work, tmp, shm; as [`Area::ALL`].
    areas: [Writable; 3],
    artefacts: OwnedFd,
    work_read_only: bool,
    /// For the output of its runs.
    pub chunk: Chunk,
    pub landlock: bool,
}

#[derive(Debug)]
struct Writable {
    root: OwnedFd,
    /// What it looked like when it was new.
    pristine: Traces,
}

/// Makes group names unique within the process.
static NEXT: AtomicU64 = AtomicU64::new(0);

impl Slot {
    pub fn prepare(recipe: &Recipe, identity: Identity, mut layout: Layout) -> Result<Self> {
        layout.own_launcher_uid = matches!(identity, Identity::Own { .. });
        let name = format!("s{}", NEXT.fetch_add(1, Ordering::Relaxed));
        let group = recipe.tree.create(&name).map_err(Error::at("make a control group"))?;
        let (keeper, theirs) = socket::pair().map_err(Error::at("make a socket"))?;
        let mut shim = spawn(&recipe.program, theirs)?;
        match introduce(&keeper, &shim, identity, &layout) {
            Ok(made) => {
                let slot = Self {
                    keeper,
                    launcher: made.launcher,
                    launcher_fd: made.launcher_fd,
                    shim,
                    group,
                    identity,
                    areas: made.areas,
                    artefacts: made.artefacts,
                    work_read_only: false,
                    chunk: Chunk::default(),
                    landlock: false,
                };
                slot.release_launcher(recipe)
            }
            Err(error) => {
                drop(keeper);
                let _exit = shim.wait();
                if let Some(group) = group {
                    let _left_for_the_next_start = group.remove();
                }
                Err(error)
            }
        }
    }

    /// Puts the launcher where it belongs and lets it drop its privileges.
    fn release_launcher(mut self, recipe: &Recipe) -> Result<Self> {
        let pid = pid_of(self.launcher_fd.as_fd()).map_err(Error::at("find the launcher"))?;
        if let Some(group) = &self.group {
            group.add(pid).map_err(Error::at("place the launcher in its control group"))?;
        }
        // Ahead of 32 spinning processes of its run; not allowed everywhere, not needed anywhere.
        let _ordinary_priority = process::set_nice(pid, -10);
        if !recipe.cores.is_empty() {
            process::set_cores(pid, &recipe.cores).map_err(Error::at("choose the cores"))?;
        }
        let go = ToLauncher::Go.encode();
        let counter: Vec<_> = self.group.iter().map(Group::cpu_counter).collect();
        socket::send(self.launcher.as_fd(), &go, &counter).map_err(Error::at("release it"))?;
        let (message, _) = receive(&self.launcher)?;
        match FromLauncher::decode(&message).map_err(Error::at("understand the launcher"))? {
            FromLauncher::Ready { landlock } => self.landlock = landlock,
            FromLauncher::Failed(step) => return Err(Error::Prepare { step }),
            _ => return Err(Error::Prepare { step: String::from("an unexpected answer") }),
        }
        Ok(self)
    }

    /// One request to the keeper, with the descriptors of its answer.
    fn ask(&self, request: &ToKeeper) -> Result<(FromKeeper, Vec<OwnedFd>)> {
        socket::send(self.keeper.as_fd(), &request.encode(), &[])
            .map_err(Error::at("ask the keeper"))?;
        let (message, fds) = receive(&self.keeper)?;
        match FromKeeper::decode(&message).map_err(Error::at("understand the keeper"))? {
            FromKeeper::Failed(step) => Err(Error::Prepare { step }),
            answer => Ok((answer, fds)),
        }
    }

    /// Empties the writable directories that anything was done to.
    pub fn renew(&mut self) -> Result<()> {
        self.set_work_read_only(false)?;
        let mut dirty = Vec::new();
        for (area, writable) in Area::ALL.into_iter().zip(&self.areas) {
            if file::traces(writable.root.as_fd()).map_err(Error::at("look at a directory"))?
                != writable.pristine
            {
                dirty.push(area);
            }
        }
        self.replace(dirty)
    }

    /// Replaces the working and the temporary directory whatever their state.
    pub fn replace_both(&mut self) -> Result<()> {
        self.replace(vec![Area::Work, Area::Temporary])
    }

    fn replace(&mut self, areas: Vec<Area>) -> Result<()> {
        if areas.is_empty() {
            return Ok(());
        }
        let (_, fds) = self.ask(&ToKeeper::Renew(areas.clone()))?;
        for (area, root) in areas.into_iter().zip(fds) {
            let index = Area::ALL.iter().position(|a| *a == area).unwrap_or(0);
            self.areas[index] = Writable::new(root)?;
        }
        Ok(())
    }

    pub fn seal_box(&self) -> Result<()> {
        self.ask(&ToKeeper::SealBox).map(drop)
    }

    pub fn set_work_read_only(&mut self, on: bool) -> Result<()> {
        if on != self.work_read_only {
            self.ask(&ToKeeper::WorkReadOnly(on))?;
            self.work_read_only = on;
        }
        Ok(())
    }

    pub fn clean_ipc(&self) -> Result<()> {
        self.ask(&ToKeeper::CleanIpc).map(drop)
    }

    /// Ends everything in the container but the keeper; how process `main` ended, if it had.
    pub fn sweep(&self, main: i32) -> Result<Option<crate::protocol::Report>> {
        match self.ask(&ToKeeper::Sweep { main })? {
            (FromKeeper::Swept(report), _) => Ok(report),
            _ => Err(Error::Prepare { step: String::from("an unexpected answer to a sweep") }),
        }
    }

    pub fn work(&self) -> BorrowedFd<'_> {
        self.areas[0].root.as_fd()
    }

    pub fn artefacts(&self) -> BorrowedFd<'_> {
        self.artefacts.as_fd()
    }

    /// Files made inside must belong to an id that the container knows: its root.
    pub fn as_root_of_slot<T>(&self, action: impl FnOnce() -> T) -> T {
        match self.identity {
            Identity::Own { first } => file::as_owner(first, action),
            Identity::Engine => action(),
        }
    }

    pub fn identity(&self) -> Identity {
        self.identity
    }

    /// Ends the container and waits until nothing of it is left.
    pub fn bury(self) -> io::Result<()> {
        let Self { keeper, launcher, mut shim, group, .. } = self;
        drop(launcher);
        drop(keeper);
        shim.wait()?;
        let Some(group) = group else { return Ok(()) };
        // The last processes are gone a moment before their group knows it.
        let deadline = process::monotonic() + KEEPER_PATIENCE;
        loop {
            match group.remove() {
                Err(e) if e.raw_os_error() == Some(libc::EBUSY) => {
                    if process::monotonic() > deadline {
                        return Err(e);
                    }
                    std::thread::sleep(Duration::from_millis(1));
                }
                other => return other,
            }
        }
    }
}

impl Writable {
    fn new(root: OwnedFd) -> Result<Self> {
        let pristine = file::traces(root.as_fd()).map_err(Error::at("look at a new directory"))?;
        Ok(Self { root, pristine })
    }
}

struct Introduced {
    areas: [Writable; 3],
    artefacts: OwnedFd,
    launcher: OwnedFd,
    launcher_fd: OwnedFd,
}

fn spawn(program: &File, socket: OwnedFd) -> Result<Child> {
    std::process::Command::new(format!("/proc/self/fd/{}", program.as_raw_fd()))
        .arg(crate::KEEPER_ARGUMENT)
        .env_clear()
        .stdin(Stdio::from(socket))
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .current_dir("/")
        .spawn()
        .map_err(Error::at("start a keeper"))
}

/// The conversation with a new keeper up to the launcher.
fn introduce(
    keeper: &OwnedFd,
    shim: &Child,
    identity: Identity,
    layout: &Layout,
) -> Result<Introduced> {
    let expect = || -> Result<(FromKeeper, Vec<OwnedFd>)> {
        let (message, fds) = receive(keeper)?;
        match FromKeeper::decode(&message).map_err(Error::at("understand the keeper"))? {
            FromKeeper::Failed(step) => Err(Error::Prepare { step }),
            answer => Ok((answer, fds)),
        }
    };
    expect()?;
    map_ids(shim.id(), identity).map_err(Error::at("map the ids of a user namespace"))?;
    let message = ToKeeper::IdsMapped(layout.clone()).encode();
    socket::send(keeper.as_fd(), &message, &[]).map_err(Error::at("send the layout"))?;
    let (built, places) = expect()?;
    let FromKeeper::Built = built else {
        return Err(Error::Prepare { step: String::from("an unexpected answer") });
    };
    let places: [OwnedFd; 4] = places
        .try_into()
        .map_err(|_| Error::Prepare { step: String::from("the keeper sent too few places") })?;
    let [work, temporary, shared, artefacts] = places;
    let (_, launcher) = expect()?;
    let [launcher_fd, launcher]: [OwnedFd; 2] = launcher
        .try_into()
        .map_err(|_| Error::Prepare { step: String::from("the keeper sent no launcher") })?;
    Ok(Introduced {
        areas: [Writable::new(work)?, Writable::new(temporary)?, Writable::new(shared)?],
        artefacts,
        launcher,
        launcher_fd,
    })
}

fn map_ids(pid: u32, identity: Identity) -> io::Result<()> {
    let process = Path::new("/proc").join(pid.to_string());
    let (users, groups) = match identity {
        Identity::Own { first } => {
            let map = format!("0 {first} 1\n{} {} 1\n", crate::launcher::RUN_ID, first + 1);
            (map.clone(), map)
        }
        Identity::Engine => {
            fs::write(process.join("setgroups"), "deny")?;
            (format!("0 {} 1\n", process::own_uid()), format!("0 {} 1\n", process::own_gid()))
        }
    };
    fs::write(process.join("gid_map"), groups)?;
    fs::write(process.join("uid_map"), users)
}

/// The pid on this host of the process behind a pidfd.
pub fn pid_of(pidfd: BorrowedFd<'_>) -> io::Result<i32> {
    let info = fs::read_to_string(format!("/proc/self/fdinfo/{}", pidfd.as_raw_fd()))?;
    info.lines()
        .find_map(|line| line.strip_prefix("Pid:")?.trim().parse().ok())
        .filter(|pid| *pid > 0)
        .ok_or_else(|| io::Error::other("the process has ended"))
}

/// The next message on a socket, within [`KEEPER_PATIENCE`].
fn receive(socket: &OwnedFd) -> Result<(Vec<u8>, Vec<OwnedFd>)> {
    let ready = poll::wait(&[Some((socket.as_fd(), Interest::Readable))], Some(KEEPER_PATIENCE))
        .map_err(Error::at("wait for the keeper"))?;
    if !ready[0] {
        return Err(Error::Lost("the keeper did not answer in time"));
    }
    let mut buffer = vec![0; MAX_MESSAGE];
    let (length, fds) = socket::receive(socket.as_fd(), &mut buffer, false)
        .map_err(Error::at("hear the keeper"))?;
    if length == 0 {
        return Err(Error::Lost("the container has ended"));
    }
    buffer.truncate(length);
    Ok((buffer, fds))
}
