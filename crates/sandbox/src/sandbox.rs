//! The sandbox of one process: finds out what the host offers, makes containers, keeps some ready.

use std::collections::{BTreeSet, HashMap};
use std::fs::{self, File};
use std::os::fd::OwnedFd;
use std::os::unix::ffi::OsStrExt;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::JoinHandle;

use crate::cgroup::{Tree, Version};
use crate::command::{Cancel, SealedBytes};
use crate::container::{Container, ContainerSpec, Network};
use crate::error::{Error, Result};
use crate::filter::Profile;
use crate::protocol::Layout;
use crate::slot::{Identity, Recipe, Slot};
use crate::sys::{file, process};

/// Choices of the host.
#[derive(Clone, Debug)]
pub struct Config {
    /// Containers of each kind kept ready, so that a submission need not wait for one.
    pub ready: usize,
    /// Cores that runs may use; empty means all.
    pub cores: Vec<usize>,
}

impl Default for Config {
    fn default() -> Self {
        Self { ready: 2, cores: Vec::new() }
    }
}

/// What the host offers, in the words of `greenroom doctor`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Host {
    /// `v1`, `v2` or `none`.
    pub cgroup: &'static str,
    /// `root` or `rootless`.
    pub mode: &'static str,
    /// What the search for control groups found.
    pub cgroup_detail: String,
}

/// Makes containers. Clones share everything.
#[derive(Clone, Debug)]
pub struct Sandbox {
    engine: Arc<Engine>,
}

impl Sandbox {
    /// One per process, after `crate::dispatch` has had its chance at the start of `main`.
    pub fn open(config: Config) -> Result<Self> {
        Engine::start(config).map(|engine| Self { engine: Arc::new(engine) })
    }

    /// A container of its own for one submission.
    pub fn container(&self, spec: &ContainerSpec) -> Result<Container> {
        Container::new(Arc::clone(&self.engine), spec.clone())
    }

    pub fn host(&self) -> Host {
        let tree = &self.engine.shared.recipe.tree;
        Host {
            cgroup: match tree.version() {
                Version::V1 => "v1",
                Version::V2 => "v2",
                Version::None => "none",
            },
            mode: if self.engine.shared.own_identities { "root" } else { "rootless" },
            cgroup_detail: tree.detail.clone(),
        }
    }

    /// Cores that a run may use.
    pub fn cores(&self) -> usize {
        self.engine.cores()
    }
}

/// Kinds of containers that are kept ready at most; the least recently used goes first.
const KINDS_READY: usize = 4;
/// First id that a container may have on the host: above those that systems give to users and
/// containers, below the signed limit that some programs have.
const FIRST_ID: u32 = 1_900_000_000;
/// Ids of one engine; a container takes two.
const IDS_PER_ENGINE: u32 = 1024;
/// `/etc` entries of the host that programs need and that hold no secret.
const ETC: [&str; 14] = [
    "alternatives",
    "ld.so.cache",
    "ld.so.conf",
    "ld.so.conf.d",
    "localtime",
    "mime.types",
    "mono",
    "perl",
    "php",
    "protocols",
    "services",
    "ssl/certs",
    "ssl/openssl.cnf",
    "lua",
];
/// Top-level directories of the host that programs come from.
const SYSTEM: [&str; 6] = ["/usr", "/bin", "/sbin", "/lib", "/lib32", "/lib64"];

/// The part of a sandbox that containers keep alive.
#[derive(Debug)]
pub struct Engine {
    shared: Arc<Shared>,
    /// `None` only while dropping, to end the threads.
    work: Option<Senders>,
    threads: Vec<JoinHandle<()>>,
}

#[derive(Debug)]
struct Senders {
    prepare: Sender<ContainerSpec>,
    bury: Sender<Slot>,
}

#[derive(Debug)]
struct Shared {
    recipe: Recipe,
    ready: usize,
    own_identities: bool,
    system: Vec<(Vec<u8>, Vec<u8>)>,
    pool: Mutex<Pool>,
    /// Pairs of ids that no container uses, counted from this engine's first.
    free: Mutex<BTreeSet<u32>>,
}

#[derive(Debug, Default)]
struct Pool {
    slots: HashMap<ContainerSpec, Vec<Slot>>,
    /// Kinds by last use, the latest at the end.
    recent: Vec<ContainerSpec>,
}

impl Engine {
    fn start(config: Config) -> Result<Self> {
        let shared = Arc::new(Shared {
            recipe: Recipe {
                program: own_program()?,
                tree: Tree::find().map_err(Error::at("look for control groups"))?,
                cores: config.cores,
            },
            ready: config.ready,
            own_identities: may_map_others(),
            system: system_binds(),
            pool: Mutex::default(),
            free: Mutex::new((0..IDS_PER_ENGINE / 2).collect()),
        });
        let (prepare, prepare_requests) = channel();
        let (bury, ended) = channel();
        let threads = vec![
            spawn_thread("sandbox-prepare", Arc::clone(&shared), move |shared| {
                keep_ready(shared, &prepare_requests);
            })?,
            spawn_thread("sandbox-bury", Arc::clone(&shared), move |shared| {
                bury_all(shared, &ended);
            })?,
        ];
        Ok(Self { shared, work: Some(Senders { prepare, bury }), threads })
    }

    /// A ready slot, or a new one.
    pub fn slot(&self, spec: &ContainerSpec) -> Result<Slot> {
        let ready = self.shared.take_ready(spec);
        if self.shared.ready > 0
            && let Some(work) = &self.work
        {
            // The thread is there as long as `self` is.
            let _never_fails = work.prepare.send(spec.clone());
        }
        match ready {
            Some(slot) => Ok(slot),
            None => self.shared.prepare(spec),
        }
    }

    /// Ends a slot in the background.
    pub fn bury(&self, slot: Slot) {
        if let Some(work) = &self.work {
            // The thread is there as long as `self` is.
            let _never_fails = work.bury.send(slot);
        }
    }

    pub fn cores(&self) -> usize {
        match self.shared.recipe.cores.len() {
            0 => std::thread::available_parallelism().map_or(1, usize::from),
            given => given,
        }
    }
}

impl Drop for Engine {
    fn drop(&mut self) {
        self.work = None;
        for thread in self.threads.drain(..) {
            // A panic there has been printed already; there is nobody else to tell.
            let _panicked = thread.join();
        }
        let pool = std::mem::take(&mut *lock(&self.shared.pool));
        for slot in pool.slots.into_values().flatten() {
            self.shared.bury(slot);
        }
    }
}

impl Shared {
    fn prepare(&self, spec: &ContainerSpec) -> Result<Slot> {
        let identity = self.identity()?;
        let slot = Slot::prepare(&self.recipe, identity, self.layout(spec));
        if slot.is_err() {
            self.release(identity);
        }
        slot
    }

    fn identity(&self) -> Result<Identity> {
        if !self.own_identities {
            return Ok(Identity::Engine);
        }
        let pair = lock(&self.free).pop_first().ok_or_else(|| {
            Error::BadRequest(format!("more than {} containers at once", IDS_PER_ENGINE / 2))
        })?;
        Ok(Identity::Own { first: first_id() + 2 * pair })
    }

    fn release(&self, identity: Identity) {
        if let Identity::Own { first } = identity {
            lock(&self.free).insert((first - first_id()) / 2);
        }
    }

    fn bury(&self, slot: Slot) {
        let identity = slot.identity();
        // A group that cannot be removed now is removed by the next start.
        let _left_behind = slot.bury();
        self.release(identity);
    }

    fn take_ready(&self, spec: &ContainerSpec) -> Option<Slot> {
        let mut pool = lock(&self.pool);
        pool.recent.retain(|s| s != spec);
        pool.recent.push(spec.clone());
        pool.slots.get_mut(spec).and_then(Vec::pop)
    }

    fn layout(&self, spec: &ContainerSpec) -> Layout {
        let bytes = |path: &Path| path.as_os_str().as_bytes().to_vec();
        let extra = spec.mounts.iter().map(|m| (bytes(&m.host), bytes(&m.inside)));
        Layout {
            binds: self.system.iter().cloned().chain(extra).collect(),
            etc: etc_files(),
            scratch_bytes: spec.scratch_bytes,
            scratch_inodes: spec.scratch_inodes,
            box_bytes: spec.box_bytes,
            loopback: spec.network == Network::Loopback,
            allow_locks: spec.profile == Profile::Tools,
            own_launcher_uid: false,
        }
    }
}

/// Refills the pool whenever a container was taken from it.
fn keep_ready(shared: &Shared, requests: &Receiver<ContainerSpec>) {
    while let Ok(spec) = requests.recv() {
        let wanted = {
            let pool = lock(&shared.pool);
            let kept = pool.recent.iter().rev().take(KINDS_READY).any(|s| *s == spec);
            kept && pool.slots.get(&spec).map_or(0, Vec::len) < shared.ready
        };
        if !wanted {
            continue;
        }
        // A failure shows again, with its reason, when somebody asks for the container.
        let Ok(slot) = shared.prepare(&spec) else { continue };
        let stale = {
            let mut pool = lock(&shared.pool);
            pool.slots.entry(spec).or_default().push(slot);
            let surplus = pool.recent.len().saturating_sub(KINDS_READY);
            let old: Vec<_> = pool.recent.drain(..surplus).collect();
            old.iter().filter_map(|s| pool.slots.remove(s)).flatten().collect::<Vec<_>>()
        };
        for slot in stale {
            shared.bury(slot);
        }
    }
}

fn bury_all(shared: &Shared, ended: &Receiver<Slot>) {
    while let Ok(slot) = ended.recv() {
        shared.bury(slot);
    }
}

fn spawn_thread(
    name: &str,
    shared: Arc<Shared>,
    body: impl FnOnce(&Shared) + Send + 'static,
) -> Result<JoinHandle<()>> {
    std::thread::Builder::new()
        .name(name.to_owned())
        .spawn(move || body(&shared))
        .map_err(Error::at("start a thread"))
}

/// A lock whose holder panicked is still sound here: every change under it is a single step.
fn lock<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// A sealed copy of this program: what a container could reach of it cannot be changed.
fn own_program() -> Result<File> {
    let bytes = fs::read("/proc/self/exe").map_err(Error::at("read its own program"))?;
    file::sealed("greenroom-keeper", &bytes, true).map_err(Error::at("copy its own program"))
}

/// Root in the first user namespace may give containers ids of their own.
fn may_map_others() -> bool {
    process::own_uid() == 0
        && fs::read_to_string("/proc/self/uid_map").is_ok_and(|map| {
            map.lines().any(|line| {
                let fields: Vec<u64> =
                    line.split_whitespace().filter_map(|f| f.parse().ok()).collect();
                let wanted = u64::from(first_id());
                matches!(fields[..], [inside, _, count]
                    if inside <= wanted && wanted + u64::from(IDS_PER_ENGINE) <= inside + count)
            })
        })
}

/// Processes on one host keep out of each other's ids, so that per-user budgets are not shared.
fn first_id() -> u32 {
    FIRST_ID + (std::process::id() % 65_536) * IDS_PER_ENGINE
}

fn system_binds() -> Vec<(Vec<u8>, Vec<u8>)> {
    let mut paths: Vec<PathBuf> = SYSTEM.iter().map(PathBuf::from).collect();
    paths.extend(ETC.iter().map(|name| Path::new("/etc").join(name)));
    // Debian names Java's configuration after its version.
    if let Ok(entries) = fs::read_dir("/etc") {
        let java = |name: &std::ffi::OsStr| name.as_bytes().starts_with(b"java-");
        paths.extend(entries.flatten().filter(|e| java(&e.file_name())).map(|e| e.path()));
    }
    paths
        .into_iter()
        .filter(|path| path.symlink_metadata().is_ok())
        .map(|path| {
            let bytes = path.as_os_str().as_bytes().to_vec();
            (bytes.clone(), bytes)
        })
        .collect()
}

/// Files of `/etc` that tell nothing about the host. Names resolve from `hosts` alone, at once.
fn etc_files() -> Vec<(String, String)> {
    let id = crate::launcher::RUN_ID;
    [
        ("passwd", format!("root:x:0:0::/:/bin/false\ncandidate:x:{id}:{id}::/tmp:/bin/sh\n")),
        ("group", format!("root:x:0:\ncandidate:x:{id}:\n")),
        ("hosts", String::from("127.0.0.1 localhost greenroom\n::1 localhost\n")),
        ("nsswitch.conf", String::from("passwd: files\ngroup: files\nhosts: files\n")),
        ("host.conf", String::from("multi on\n")),
        ("resolv.conf", String::new()),
        ("hostname", String::from("greenroom\n")),
    ]
    .map(|(name, text)| (name.to_owned(), text))
    .into()
}

impl SealedBytes {
    /// Copies `bytes` into a memory file that nobody can change, whoever it is handed to.
    pub fn new(bytes: &[u8]) -> Result<Self> {
        file::sealed("input", bytes, false)
            .map(|file| Self(Arc::new(file)))
            .map_err(Error::at("keep an input in memory"))
    }
}

impl Cancel {
    pub fn new() -> Result<Self> {
        file::event().map(|fd| Self(Arc::new(fd))).map_err(Error::at("make a signal"))
    }

    /// Ends the runs that hold this signal, now and later.
    pub fn cancel(&self) -> Result<()> {
        use std::os::fd::AsFd;
        file::signal_event(self.0.as_fd()).map_err(Error::at("cancel a run"))
    }
}

/// A pipe to connect two runs: (read end, write end).
pub fn pipe() -> Result<(OwnedFd, OwnedFd)> {
    file::pipe().map_err(Error::at("make a pipe"))
}
