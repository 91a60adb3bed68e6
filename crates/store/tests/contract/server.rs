//! A server of PostgreSQL for one run of the tests: in a folder of its own, reached by a socket in
//! that folder, gone with the process that started it.

use std::io::{BufRead, BufReader};
use std::os::unix::fs::{MetadataExt, chown};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use tempfile::TempDir;

const MISSING: &str = "PostgreSQL is not installed; the store is tested on it too: \
                       install the package `postgresql` (apt-get install postgresql)";

pub struct Server {
    folder: TempDir,
    process: Child,
    stop: Command,
}

impl Server {
    pub fn start() -> Self {
        let programs = programs().expect(MISSING);
        let folder = tempfile::Builder::new().prefix("greenroom-pg-").tempdir().expect("a folder");
        let data = folder.path().join("data");
        let as_owner = Owner::of(folder.path());
        let mut init = as_owner.command(&programs.join("initdb"));
        init.arg("-D").arg(&data).args(["-A", "trust", "-U", "greenroom", "-E", "UTF8"]);
        let made = init.args(["--locale=C.UTF-8", "--no-sync"]).output().expect("initdb starts");
        let said = String::from_utf8_lossy(&made.stderr);
        assert!(made.status.success(), "initdb failed: {said}");

        let mut server = as_owner.command(&programs.join("postgres"));
        server.arg("-D").arg(&data).arg("-k").arg(folder.path());
        server.args(["-c", "listen_addresses=", "-c", "fsync=off", "-c", "max_connections=200"]);
        server.env("LC_MESSAGES", "C").stdout(Stdio::null()).stderr(Stdio::piped());
        let mut process = server.spawn().expect("postgres starts");
        wait_until_ready(&mut process);

        let mut stop = as_owner.command(&programs.join("pg_ctl"));
        stop.arg("-D").arg(&data).args(["-m", "immediate", "-w", "stop"]);
        stop.stdout(Stdio::null()).stderr(Stdio::null());
        Self { folder, process, stop }
    }

    /// The address of one of its databases.
    pub fn address(&self, database: &str) -> String {
        let socket = self.folder.path().display().to_string().replace('/', "%2F");
        format!("postgres://greenroom@localhost/{database}?host={socket}")
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let stopped = self.stop.status().is_ok_and(|status| status.success());
        if !stopped {
            drop(self.process.kill());
        }
        drop(self.process.wait());
    }
}

/// The programs of the newest version on this machine.
fn programs() -> Option<PathBuf> {
    let versions = std::fs::read_dir("/usr/lib/postgresql").ok()?;
    let folders = versions.flatten().map(|version| version.path().join("bin"));
    let found = folders.filter(|bin| bin.join("postgres").exists() && bin.join("initdb").exists());
    found.max_by_key(|bin| {
        let version = bin.parent().and_then(Path::file_name)?.to_str()?;
        version.parse::<u32>().ok()
    })
}

/// Who runs the server: oneself, or, since it refuses root, somebody without rights.
enum Owner {
    Oneself,
    Other { user: u32, group: u32 },
}

impl Owner {
    fn of(folder: &Path) -> Self {
        if std::fs::metadata(folder).expect("the folder is there").uid() != 0 {
            return Self::Oneself;
        }
        let users = std::fs::read_to_string("/etc/passwd").expect("there are users");
        let of = |name: &str| {
            let line = users.lines().find(|line| line.split(':').next() == Some(name))?;
            let mut fields = line.split(':').skip(2);
            Some((fields.next()?.parse().ok()?, fields.next()?.parse().ok()?))
        };
        let (user, group) = of("postgres").or_else(|| of("nobody")).expect("a user without rights");
        chown(folder, Some(user), Some(group)).expect("root may give a folder away");
        Self::Other { user, group }
    }

    /// The program dies with this process, however that ends.
    fn command(&self, program: &Path) -> Command {
        let mut command = Command::new("setpriv");
        command.args(["--pdeathsig", "KILL"]);
        if let Self::Other { user, group } = self {
            command.arg(format!("--reuid={user}")).arg(format!("--regid={group}"));
            command.arg("--clear-groups");
        }
        command.arg("--").arg(program).current_dir("/").stdin(Stdio::null());
        command
    }
}

fn wait_until_ready(process: &mut Child) {
    let mut lines = BufReader::new(process.stderr.take().expect("it is piped")).lines();
    let mut said = String::new();
    for line in lines.by_ref().map_while(Result::ok) {
        if line.contains("ready to accept connections") {
            // What it says later would fill the pipe and stop it.
            std::thread::spawn(move || lines.map_while(Result::ok).for_each(drop));
            return;
        }
        said.push_str(&line);
        said.push('\n');
    }
    panic!("postgres did not start: {said}");
}
