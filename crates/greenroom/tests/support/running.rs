//! Programs of ours that run beside a test.

use std::io::{BufRead, BufReader, Read};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

use super::Folder;

/// How long a program of ours may take for one line.
const PATIENCE: Duration = Duration::from_mins(1);

/// A program that runs beside the test; ends with it.
pub struct Running {
    child: Child,
    lines: Receiver<String>,
}

impl Running {
    pub fn start(command: &mut Command, stream: fn(&mut Child) -> Box<dyn Read + Send>) -> Self {
        let mut child = command.spawn().expect("the program starts");
        let stream = stream(&mut child);
        let (send, lines) = channel();
        std::thread::spawn(move || {
            for line in BufReader::new(stream).lines().map_while(Result::ok) {
                if send.send(line).is_err() {
                    break;
                }
            }
        });
        Self { child, lines }
    }

    /// Serves the folder's data on a free port; answers its address.
    pub fn server(folder: &Folder) -> (Self, String) {
        Self::server_at(folder, "0")
    }

    pub fn server_at(folder: &Folder, port: &str) -> (Self, String) {
        let mut command = folder.command(".", &["serve", "--port", port, "--no-browser"]);
        let server = Self::start(command.stderr(Stdio::piped()), |child| {
            Box::new(child.stderr.take().expect("it is piped"))
        });
        let line = server.line("Greenroom is at ");
        let url =
            line.split_whitespace().find(|word| word.starts_with("http")).expect("an address");
        (server, url.to_owned())
    }

    /// The next line with these words.
    pub fn line(&self, words: &str) -> String {
        let mut seen = Vec::new();
        loop {
            match self.lines.recv_timeout(PATIENCE) {
                Ok(line) if line.contains(words) => return line,
                Ok(line) => seen.push(line),
                Err(error) => panic!("no {words:?} ({error}) in {seen:#?}"),
            }
        }
    }

    /// Ctrl C; answers the exit status.
    pub fn interrupt(&mut self) -> Option<i32> {
        let id = self.child.id().to_string();
        let sent = Command::new("kill").args(["-INT", &id]).status().expect("kill starts");
        assert!(sent.success());
        self.child.wait().expect("it ends").code()
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        if matches!(self.child.try_wait(), Ok(None)) {
            self.child.kill().expect("it can be ended");
            self.child.wait().expect("it ends");
        }
    }
}
