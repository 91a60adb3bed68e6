//! `greenroom serve`: the web application and the API, with judging in the same process.

use std::net::{Ipv4Addr, SocketAddr};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, Result};
use tokio::net::TcpListener;

use super::{Status, Wrong};
use crate::host::{Door, Host, Lock, Place, Taken, Work, local_url, log};
use crate::settings::data_folder;
use crate::team::{self, Plan};

#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(flatten)]
    place: Place,
    /// Port on this machine's loopback address; 0 takes a free one
    #[arg(long, env = "GREENROOM_PORT", default_value_t = 7300)]
    port: u16,
    /// Jobs judged at the same time [default: one for each core]
    #[arg(long, env = "GREENROOM_SLOTS")]
    slots: Option<usize>,
    /// Do not open the browser
    #[arg(long)]
    no_browser: bool,
    #[command(flatten)]
    team: team::Options,
}

/// How long a predecessor may take to be gone, and how often one looks.
const LOCK_PATIENCE: Duration = Duration::from_secs(2);
const LOCK_LOOK: Duration = Duration::from_millis(20);
/// Threads that answer requests; judging has its own.
const THREADS: usize = 2;

pub fn run(args: &Args) -> Result<Status> {
    log("warn");
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(THREADS)
        .enable_all()
        .build()
        .context("no threads can be started; free memory or raise the limit of processes")?;
    runtime.block_on(serve(args))
}

async fn serve(args: &Args) -> Result<Status> {
    let started = Instant::now();
    let mut plan = args.team.plan(args.port)?;
    let data = data_folder(args.place.data.as_deref())?;
    let lock = lock(&data).await?;
    let usual = SocketAddr::from((Ipv4Addr::LOCALHOST, args.port));
    let listener = listen(plan.as_ref().map_or(usual, |plan| plan.listen)).await?;
    let port = listener.local_addr()?.port();
    if let Some(plan) = &mut plan {
        plan.listen.set_port(port);
    }
    let recorder = metrics_exporter_prometheus::PrometheusBuilder::new().install_recorder()?;
    let door = plan.as_ref().map_or_else(|| Ok(Door::local(port)), Plan::door)?;
    let url = door.url.clone();
    let work = Work { slots: args.slots, door, metrics: Some(recorder), started };
    let host = Host::open(lock, &args.place, work).await?;
    if let Some(plan) = &plan
        && let Err(error) = plan.examine(&host).await
    {
        host.close().await;
        return Err(error);
    }
    host.announce(&plan.as_ref().map_or_else(|| local_url(port), Plan::own_url))?;
    host.warm_up();
    eprintln!(
        "Greenroom is at {url} (ready in {} ms). Stop it with Ctrl C.",
        started.elapsed().as_millis()
    );
    match &plan {
        Some(plan) => plan.invite_administrator(&host).await?,
        None if !args.no_browser => open_browser(&url),
        None => {}
    }
    let stop = host.stop.clone();
    let stopped = async move {
        wait_for_signal().await;
        eprintln!("Stopping: what is being judged is finished or put back into the queue.");
        stop.send_replace(true);
    };
    server::serve(listener, server::router(host.app.clone()), stopped).await;
    host.close().await;
    Ok(Status::Good)
}

/// A server that was killed leaves the lock for a moment, with children it was just starting.
async fn lock(data: &Path) -> Result<Lock> {
    let shown = data.display();
    let begun = Instant::now();
    let taken = loop {
        match Lock::take(data)? {
            Taken::Free(lock) => return Ok(lock),
            _ if begun.elapsed() < LOCK_PATIENCE => tokio::time::sleep(LOCK_LOOK).await,
            taken => break taken,
        }
    };
    match taken {
        Taken::Free(lock) => Ok(lock),
        Taken::Served(url) => Err(Wrong(format!(
            "another Greenroom serves {shown} already; open {url}, or name another --data"
        ))
        .into()),
        Taken::Busy => Err(Wrong(format!(
            "another Greenroom works on {shown}; wait until it has ended, or name another --data"
        ))
        .into()),
    }
}

async fn listen(address: SocketAddr) -> Result<TcpListener> {
    TcpListener::bind(address).await.map_err(|error| {
        let words = match error.kind() {
            std::io::ErrorKind::AddrInUse => String::from("another program uses it"),
            _ => error.to_string(),
        };
        let wrong = if address.ip() == Ipv4Addr::LOCALHOST {
            let port = address.port();
            format!("port {port} cannot be opened: {words}; name another one with --port")
        } else {
            format!("{address} cannot be opened: {words}; name another one with --listen")
        };
        Wrong(wrong).into()
    })
}

async fn wait_for_signal() {
    use tokio::signal::unix::{SignalKind, signal};
    let terminate = async {
        match signal(SignalKind::terminate()) {
            Ok(mut signal) => {
                signal.recv().await;
            }
            Err(error) => {
                tracing::warn!(%error, "only Ctrl C stops this server");
                std::future::pending::<()>().await;
            }
        }
    };
    tokio::select! {
        () = terminate => {}
        result = tokio::signal::ctrl_c() => {
            if let Err(error) = result {
                tracing::warn!(%error, "Ctrl C cannot be heard");
                std::future::pending::<()>().await;
            }
        }
    }
}

/// Opens the page where there is a desktop. Without one the printed address has to do.
pub fn open_browser(url: &str) {
    let has_desktop = ["DISPLAY", "WAYLAND_DISPLAY"].iter().any(|n| std::env::var_os(n).is_some());
    if !has_desktop {
        return;
    }
    let quiet = || Stdio::null();
    let mut command = Command::new("xdg-open");
    command.arg(url).stdin(quiet()).stdout(quiet()).stderr(quiet());
    if let Err(error) = command.spawn() {
        tracing::debug!(%error, "no browser could be opened");
    }
}
