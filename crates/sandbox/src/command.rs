//! What to run: arguments, environment, standard streams, limits.

use std::ffi::OsString;
use std::fs::File;
use std::os::fd::OwnedFd;
use std::path::PathBuf;
use std::sync::Arc;

use crate::Limits;
use crate::outcome::Stream;

/// One command for [`crate::Container::run`].
#[derive(Debug)]
pub struct Command {
    /// Program and its arguments. The program is an absolute path inside the container, or a
    /// name looked up on [`Command::env`]'s `PATH`.
    pub argv: Vec<OsString>,
    /// The whole environment; nothing is inherited. `PATH`, `HOME`, `LANG`, `TMPDIR` get
    /// defaults when absent.
    pub env: Vec<(OsString, OsString)>,
    /// Working directory inside the container.
    pub cwd: PathBuf,
    pub limits: Limits,
    pub stdin: Stdin,
    pub stdout: Sink,
    pub stderr: Sink,
    /// What the working directory, `/tmp` and `/dev/shm` hold when the run starts.
    pub scratch: Scratch,
    /// The run sees its working directory read-only.
    pub work_read_only: bool,
    /// Ends the run early with [`crate::Cause::Cancelled`].
    pub cancel: Option<Cancel>,
}

impl Command {
    /// `argv` with default limits, empty input, collected output and fresh scratch space.
    pub fn new<I, S>(argv: I) -> Self
    where
        I: IntoIterator<Item = S>,
        S: Into<OsString>,
    {
        Self {
            argv: argv.into_iter().map(Into::into).collect(),
            env: Vec::new(),
            cwd: PathBuf::from("/work"),
            limits: Limits::default(),
            stdin: Stdin::Empty,
            stdout: Sink::Collect,
            stderr: Sink::Collect,
            scratch: Scratch::Fresh,
            work_read_only: false,
            cancel: None,
        }
    }
}

/// Where standard input comes from.
#[derive(Debug)]
pub enum Stdin {
    /// `/dev/null`.
    Empty,
    /// The bytes of a sealed, read-only memory file; see [`SealedBytes`].
    Bytes(SealedBytes),
    /// A descriptor handed over as it is, such as the read end of a pipe to another container.
    Descriptor(OwnedFd),
}

/// Receives output while a run goes on.
pub type Forward = Box<dyn FnMut(Stream, &[u8]) + Send>;

/// Where an output stream goes. Bytes that pass through the engine count against the limit.
pub enum Sink {
    /// Kept up to the limit and returned in [`crate::Outcome`].
    Collect,
    /// Handed to the function as they come, and kept as with [`Sink::Collect`].
    Stream(Forward),
    /// A descriptor handed over as it is, such as the write end of a pipe to another container.
    Descriptor(OwnedFd),
    /// `/dev/null`.
    Discard,
}

impl std::fmt::Debug for Sink {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Collect => "Collect",
            Self::Stream(_) => "Stream",
            Self::Descriptor(_) => "Descriptor",
            Self::Discard => "Discard",
        })
    }
}

/// State of the writable directories when a run starts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scratch {
    /// Empty, apart from files put there since the last run.
    Fresh,
    /// As the last run in this container left them; for the steps of one compilation.
    Keep,
}

/// Bytes in a memory file that nobody can change: an input given to many runs.
#[derive(Clone, Debug)]
pub struct SealedBytes(pub(crate) Arc<File>);

/// Cancels runs from another thread. Clones share the signal; it cannot be taken back.
#[derive(Clone, Debug)]
pub struct Cancel(pub(crate) Arc<OwnedFd>);
