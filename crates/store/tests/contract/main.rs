//! What the store promises, checked on SQLite and on PostgreSQL: every test runs on both, against
//! a file and a server that this program starts. Without PostgreSQL it fails.

mod accounts;
mod archive;
mod attempts;
mod faults;
mod moving;
mod queue;
mod schema;
mod server;
mod things;
mod world;

use std::future::Future;
use std::pin::Pin;
use std::process::ExitCode;
use std::sync::Arc;

use libtest_mimic::{Arguments, Trial};

use crate::server::Server;
use crate::world::{Engine, World};

pub type Running = Pin<Box<dyn Future<Output = ()>>>;
pub type Case = (&'static str, fn(World) -> Running);

/// Tests by the names of their functions.
macro_rules! cases {
    ($($name:ident),+ $(,)?) => {
        &[$((stringify!($name), |world| Box::pin($name(world)))),+]
    };
}
pub(crate) use cases;

const NOUNS: &[(&str, &[Case])] = &[
    ("accounts", accounts::CASES),
    ("archive", archive::CASES),
    ("attempts", attempts::CASES),
    ("faults", faults::CASES),
    ("moving", moving::CASES),
    ("queue", queue::CASES),
    ("schema", schema::CASES),
    ("things", things::CASES),
];

fn main() -> ExitCode {
    let arguments = Arguments::from_args();
    if arguments.list {
        return libtest_mimic::run(&arguments, trials(|_, _| {})).exit_code();
    }
    let server = Arc::new(Server::start());
    let run = Arc::clone(&server);
    let trials = trials(move |engine, case| check(engine, case, Arc::clone(&run)));
    let conclusion = libtest_mimic::run(&arguments, trials);
    drop(server);
    conclusion.exit_code()
}

fn trials(check: impl Fn(Engine, Case) + Clone + Send + 'static) -> Vec<Trial> {
    let mut trials = Vec::new();
    for (noun, cases) in NOUNS {
        for case in *cases {
            for (engine, name) in [(Engine::Sqlite, "sqlite"), (Engine::Postgres, "postgres")] {
                let (case, check) = (*case, check.clone());
                let title = format!("{name}::{noun}::{}", case.0);
                trials.push(Trial::test(title, move || {
                    check(engine, case);
                    Ok(())
                }));
            }
        }
    }
    trials
}

fn check(engine: Engine, (_, test): Case, server: Arc<Server>) {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(4)
        .enable_all()
        .build()
        .expect("a runtime starts");
    runtime.block_on(async { test(World::new(engine, server).await).await });
}
