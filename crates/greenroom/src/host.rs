//! What works on a data folder: lock, store, library, judge, workers and the API over them.
//!
//! `serve` puts it behind a port; the client commands ask it directly where nobody serves the
//! folder. Either way one process at a time has a folder, which is what the lock is for.

use std::fs::{File, OpenOptions};
use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Instant;

use anyhow::{Context, Result};
use dispatch::Dispatch;
use judge::Judge;
use metrics_exporter_prometheus::PrometheusHandle;
use sandbox::Sandbox;
use server::{App, Hosts, Mode, Parts, Settings};
use store::{Location, Store};
use tokio::sync::watch;

use crate::commands::Wrong;
use crate::config;
use crate::library;
use crate::settings::{cache_folder, data_folder};

const DATABASE: &str =
    "Database instead of the file in the data folder: a path, or the address of a PostgreSQL";

/// Where things are kept.
#[derive(Clone, Debug, Default, clap::Args)]
pub struct Place {
    /// Folder for everything that is kept [default: greenroom in the user's data folder]
    #[arg(long, env = "GREENROOM_DATA", value_name = "FOLDER")]
    pub data: Option<PathBuf>,
    #[arg(long, help = DATABASE, env = "GREENROOM_DATABASE", value_name = "ADDRESS")]
    #[arg(hide_env_values = true)]
    pub database: Option<String>,
    /// A folder of further exercises; may be given several times
    #[arg(long, env = "GREENROOM_EXERCISES", value_name = "FOLDER", value_delimiter = ':')]
    pub exercises: Vec<PathBuf>,
}

impl Place {
    /// Whether it is where things are kept without a word: nothing is named, or what
    /// `greenroom.toml` names.
    pub fn is_usual(&self) -> bool {
        let same = |named: Option<&str>, key| named.is_none() || named == config::value(key);
        let data = self.data.as_ref().map(|path| path.to_string_lossy());
        same(data.as_deref(), "data") && same(self.database.as_deref(), "database")
    }

    /// The database.
    pub fn location(&self) -> Result<Location> {
        match &self.database {
            Some(address) => {
                let location = address.parse();
                Ok(location.map_err(|error: store::Error| Wrong(error.to_string()))?)
            }
            None => Ok(Location::Sqlite(data_folder(self.data.as_deref())?.join("greenroom.db"))),
        }
    }

    /// The same for commands that make none where there is none.
    pub fn existing(&self) -> Result<Location> {
        let location = self.location()?;
        match &location {
            Location::Sqlite(path) if !path.is_file() => {
                let words =
                    format!("there is no {} yet; `greenroom serve` makes it", path.display());
                Err(Wrong(words).into())
            }
            _ => Ok(location),
        }
    }
}

/// How it is to work.
#[derive(Debug)]
pub struct Work {
    /// Jobs at the same time; one for each core where `None`.
    pub slots: Option<usize>,
    pub door: Door,
    pub metrics: Option<PrometheusHandle>,
    pub started: Instant,
}

/// Who may come in, and under which names.
#[derive(Debug)]
pub struct Door {
    pub mode: Mode,
    /// Where people reach it, without a slash at the end.
    pub url: String,
    pub hosts: Hosts,
}

impl Door {
    /// One person, on a port of this machine.
    pub fn local(port: u16) -> Self {
        Self { mode: Mode::Local, url: local_url(port), hosts: Hosts::Local { port } }
    }
}

/// An open data folder.
pub struct Host {
    pub app: App,
    /// Becomes true when the work is to end: event streams end then.
    pub stop: watch::Sender<bool>,
    store: Store,
    dispatch: Dispatch,
    lock: Lock,
}

impl Host {
    pub async fn open(lock: Lock, place: &Place, work: Work) -> Result<Self> {
        let location = place.location()?;
        let alone = matches!(location, Location::Sqlite(_));
        let store = Store::open(&location).await?;
        let library = Arc::new(library::open(&lock.data, &place.exercises)?);
        for left in library.left_out() {
            let (path, why) = (left.path.display(), &left.refused);
            tracing::warn!(%path, %why, "an exercise is left out");
        }
        server::published::load(&store, &library, &lock.data).await?;
        let sandbox = Sandbox::open(sandbox::Config::default())?;
        let slots = work.slots.unwrap_or_else(|| judge::Config::default().slots).max(1);
        let config = judge::Config {
            // Jobs share the cores; within one, cases run one after the other.
            slots: 1,
            cache: cache_folder(),
            languages: std::env::var_os("GREENROOM_LANGUAGES").map(PathBuf::from),
            ..judge::Config::default()
        };
        let judge = Judge::new(sandbox.clone(), config)?;
        let jobs = dispatch::Config { slots, apart: false, alone };
        let dispatch =
            Dispatch::start(store.clone(), Arc::clone(&library), &sandbox, judge, jobs).await?;
        let (stop, stopping) = watch::channel(false);
        let app = App::new(Parts {
            store: store.clone(),
            dispatch: dispatch.clone(),
            library,
            settings: Settings {
                mode: work.door.mode,
                url: work.door.url,
                hosts: work.door.hosts,
                data: lock.data.clone(),
            },
            metrics: work.metrics,
            started: work.started,
            under_way: server::UnderWay::default(),
            stopping,
        });
        Ok(Self { app, stop, store, dispatch, lock })
    }

    /// Tells the commands of this machine where the folder is served.
    pub fn announce(&self, url: &str) -> Result<()> {
        self.lock.write(url)
    }

    /// Asks for languages in the background, so that the first page need not wait for them.
    pub fn warm_up(&self) {
        let dispatch = self.dispatch.clone();
        tokio::spawn(async move {
            if let Err(error) = dispatch.languages().await {
                tracing::warn!(%error, "the languages of this host could not be asked for");
            }
        });
    }

    /// Finishes what is under way or gives it back, then frees the folder.
    pub async fn close(self) {
        self.stop.send_replace(true);
        self.dispatch.stop().await;
        self.store.close().await;
    }
}

/// The address of a server on this machine.
pub fn local_url(port: u16) -> String {
    format!("http://127.0.0.1:{port}")
}

/// Structured logs on standard error; `GREENROOM_LOG` says how much, as in `info,server=debug`.
pub fn log(usual: &str) {
    use std::io::IsTerminal;
    use tracing_subscriber::EnvFilter;
    let filter = EnvFilter::try_from_env("GREENROOM_LOG").unwrap_or_else(|_| EnvFilter::new(usual));
    let builder = tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr);
    if std::io::stderr().is_terminal() {
        builder.init();
    } else {
        builder.json().init();
    }
}

/// The right to work on a data folder: two processes would judge the same attempts.
///
/// A locked file `lock` in the folder. A server writes its address into it; without an address the
/// holder is a command that ends soon. What an unlocked file holds means nothing.
#[derive(Debug)]
pub struct Lock {
    file: File,
    data: PathBuf,
}

/// What became of the wish for a lock.
#[derive(Debug)]
pub enum Taken {
    Free(Lock),
    /// Somebody serves the folder at this address.
    Served(String),
    /// Somebody works on it and says no address.
    Busy,
}

/// Bytes of an address in a lock file.
const ADDRESS_BYTES: u64 = 256;

impl Lock {
    /// Takes the lock of a data folder, which is made where there is none.
    pub fn take(data: &Path) -> Result<Taken> {
        std::fs::create_dir_all(data)
            .map_err(|error| Wrong(format!("{} cannot be made: {error}", data.display())))?;
        let path = data.join("lock");
        // Not cut off here: the address of whoever holds it is in there.
        let mut options = OpenOptions::new();
        options.read(true).write(true).create(true).truncate(false);
        let mut file = options.open(&path).map_err(|error| {
            Wrong(format!("{} cannot be written: {error}; choose another folder", path.display()))
        })?;
        if file.try_lock().is_ok() {
            let lock = Self { file, data: data.to_owned() };
            lock.write("")?;
            return Ok(Taken::Free(lock));
        }
        let mut text = String::new();
        let read = (&mut file).take(ADDRESS_BYTES).read_to_string(&mut text);
        read.with_context(|| format!("{} cannot be read", path.display()))?;
        let text = text.trim();
        Ok(if text.is_empty() { Taken::Busy } else { Taken::Served(text.to_owned()) })
    }

    fn write(&self, address: &str) -> Result<()> {
        let path = self.data.join("lock");
        let written =
            self.file.set_len(0).and_then(|()| (&self.file).write_all(address.as_bytes()));
        written.with_context(|| format!("{} cannot be written; free space there", path.display()))
    }
}
