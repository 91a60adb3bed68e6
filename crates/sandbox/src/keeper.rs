//! The keeper: pid 1 of every container, root inside its namespaces and nowhere else.
//!
//! Theory of operation. The engine starts this program with a socket as standard input. A first
//! process makes the user namespace, waits for its id maps, makes the others and becomes the
//! parent of pid 1, the keeper proper. The keeper builds the root, makes the launcher and then
//! only waits: for requests of the engine, and for orphans to reap. It never runs or reads
//! anything of a candidate. When the launcher is dead or stopped, the keeper sweeps in its place.
//! When the engine goes away its socket closes, the keeper exits, and the kernel ends every
//! process of the container.

use std::collections::HashMap;
use std::fs::File;
use std::io;
use std::os::fd::{AsFd, BorrowedFd, OwnedFd};
use std::time::Duration;

use crate::filter::Profile;
use crate::launcher::{self, Privileges};
use crate::protocol::{FromKeeper, Layout, MAX_MESSAGE, Message, Report, ToKeeper};
use crate::root;
use crate::sys::poll::{self, Interest};
use crate::sys::process::{self, Ended, Fork};
use crate::sys::{file, ipc, socket};

/// Ended orphans that are remembered, in case the engine asks for one of them.
const REMEMBERED: usize = 65_536;

/// The whole life of a keeper process. `socket` is the engine's.
pub fn run(socket: &OwnedFd) -> i32 {
    match start(socket) {
        Ok(status) => status,
        Err(error) => {
            // Without the engine there is nobody to tell.
            let _gone = send(socket, &FromKeeper::Failed(error.to_string()), &[]);
            1
        }
    }
}

fn start(socket: &OwnedFd) -> io::Result<i32> {
    process::unshare(process::USER).map_err(named("a user namespace"))?;
    send(socket, &FromKeeper::WantsIds, &[])?;
    let Some(ToKeeper::IdsMapped(layout)) = receive(socket)? else {
        return Ok(1);
    };
    process::become_user(0, 0, layout.own_launcher_uid).map_err(named("root of the namespace"))?;
    process::unshare(process::ALL_BUT_USER_AND_CGROUP).map_err(named("the namespaces"))?;
    let null = File::options().read(true).write(true).open("/dev/null")?;
    match process::fork()? {
        Fork::Parent(pid) => {
            // The engine must see the socket close when the keeper proper ends.
            file::replace_streams(null.as_fd())?;
            Ok(i32::from(process::wait_for(pid)?.raw_status != 0))
        }
        Fork::Child => {
            process::die_with_parent()?;
            Keeper::build(socket, layout, null)?.serve()?;
            Ok(0)
        }
    }
}

struct Keeper<'a> {
    socket: &'a OwnedFd,
    layout: Layout,
    /// Processes that ended as children of pid 1: orphans whose launcher is gone.
    ended: HashMap<i32, (Ended, Duration)>,
}

impl<'a> Keeper<'a> {
    fn build(socket: &'a OwnedFd, layout: Layout, null: File) -> io::Result<Self> {
        let places = root::build(&layout).map_err(named("the root"))?;
        send(socket, &FromKeeper::Built, &places.each_ref().map(OwnedFd::as_fd))?;
        drop(places);
        let (ours, theirs) = socket::pair()?;
        let profile = if layout.allow_locks { Profile::Tools } else { Profile::Program };
        let privileges = Privileges { profile, own_uid: layout.own_launcher_uid };
        match process::fork()? {
            Fork::Child => {
                drop(ours);
                file::replace_streams(null.as_fd())?;
                drop(null);
                let status = i32::from(launcher::serve(&theirs, privileges).is_err());
                process::exit_now(status)
            }
            Fork::Parent(pid) => {
                drop(theirs);
                let pidfd = process::pidfd_open(pid)?;
                send(socket, &FromKeeper::LauncherWaits, &[pidfd.as_fd(), ours.as_fd()])?;
            }
        }
        Ok(Self { socket, layout, ended: HashMap::new() })
    }

    fn serve(mut self) -> io::Result<()> {
        let children = process::child_signal()?;
        loop {
            let socket = Some((self.socket.as_fd(), Interest::Readable));
            let signal = Some((children.as_fd(), Interest::Readable));
            let ready = poll::wait(&[socket, signal], None)?;
            if ready[1] {
                file::read_now(children.as_fd(), &mut [0; 512])?;
                while let Some(ended) = process::reap_any()? {
                    self.remember(ended);
                }
            }
            if ready[0] {
                let Some(request) = receive(self.socket)? else { return Ok(()) };
                self.answer(request)?;
            }
        }
    }

    fn answer(&mut self, request: ToKeeper) -> io::Result<()> {
        let mut places = Vec::new();
        let done = match request {
            ToKeeper::IdsMapped(_) => Err(io::Error::other("the ids are mapped already")),
            ToKeeper::SealBox => root::seal_box(),
            ToKeeper::WorkReadOnly(on) => root::work_read_only(on),
            ToKeeper::CleanIpc => {
                ipc::remove_objects();
                Ok(())
            }
            ToKeeper::Renew(areas) => areas.into_iter().try_for_each(|area| {
                root::drop_area(area)?;
                places.push(root::fresh_area(area, &self.layout)?);
                Ok(())
            }),
            ToKeeper::Sweep { main } => {
                process::sweep(|ended| self.remember(ended))?;
                let found = self.ended.get(&main);
                let report = found.map(|(ended, at)| Report::new(ended, *at, None));
                return send(self.socket, &FromKeeper::Swept(report), &[]);
            }
        };
        let answer = match done {
            Ok(()) => FromKeeper::Done,
            Err(error) => FromKeeper::Failed(error.to_string()),
        };
        let places: Vec<_> = places.iter().map(OwnedFd::as_fd).collect();
        send(self.socket, &answer, &places)
    }

    fn remember(&mut self, ended: Ended) {
        if self.ended.len() >= REMEMBERED {
            self.ended.clear();
        }
        self.ended.insert(ended.pid, (ended, process::monotonic()));
    }
}

fn receive(socket: &OwnedFd) -> io::Result<Option<ToKeeper>> {
    let mut buffer = vec![0; MAX_MESSAGE];
    match socket::receive(socket.as_fd(), &mut buffer, true)? {
        (0, _) => Ok(None),
        (length, _) => ToKeeper::decode(&buffer[..length]).map(Some),
    }
}

fn send(socket: &OwnedFd, message: &FromKeeper, fds: &[BorrowedFd<'_>]) -> io::Result<()> {
    socket::send(socket.as_fd(), &message.encode(), fds)
}

fn named(step: &'static str) -> impl FnOnce(io::Error) -> io::Error {
    move |e| io::Error::new(e.kind(), format!("{step}: {e}"))
}
