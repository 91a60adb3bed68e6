//! Formats source text with the formatter of a language's toolchain, inside the sandbox: a
//! formatter reads hostile text, too.

use std::path::{Path, PathBuf};
use std::time::Duration;

use sandbox::{Command, ContainerSpec, SealedBytes, Stdin};

use crate::compile::{mounts, without_control};
use crate::error::{Error, Result};
use crate::judge::Judge;
use crate::language::{Formatter, Language};

/// Bytes of a text that is formatted: more than a submission has by hand.
pub const FORMAT_BYTES: usize = 1 << 20;
const CPU: Duration = Duration::from_secs(5);
const WALL: Duration = Duration::from_secs(10);
const MEMORY: u64 = 512 << 20;
const PROCESSES: u32 = 64;
/// Characters of the formatter's own words that are passed on.
const WORDS: usize = 300;

impl Judge {
    /// Whether the language has a formatter and this host its program.
    pub fn can_format(&self, language: &Language) -> bool {
        let Ok(installed) = self.compiler.installed(language) else { return false };
        let root = installed.toolchain.clone().unwrap_or_else(|| PathBuf::from("/usr"));
        language
            .formatter
            .as_ref()
            .and_then(|formatter| formatter.command.first())
            .is_some_and(|program| fill(program, &root, language).is_file())
    }

    /// The text as its formatter writes it. What the formatter refuses is a [`Error::Request`].
    pub fn format(&self, language: &Language, text: &str) -> Result<String> {
        let formatter = self.formatter(language)?;
        if text.len() > FORMAT_BYTES {
            let limit = FORMAT_BYTES >> 10;
            return Err(Error::Request(format!("only texts up to {limit} KiB are formatted")));
        }
        let installed = self.compiler.installed(language)?;
        let inside = installed.toolchain_inside(language);
        let argv = formatter.command.iter().map(|part| fill(part, inside, language));
        let mut command = Command::new(argv.map(PathBuf::into_os_string));
        command.env =
            [("PATH", "/usr/local/bin:/usr/bin:/bin"), ("HOME", "/tmp"), ("LANG", "C.UTF-8")]
                .map(|(name, value)| (name.into(), value.into()))
                .to_vec();
        command.cwd = "/work".into();
        command.limits = sandbox::Limits {
            cpu: CPU,
            wall: WALL,
            memory: MEMORY,
            processes: PROCESSES,
            stdout: 4 * FORMAT_BYTES as u64,
            stderr: FORMAT_BYTES as u64,
            ..sandbox::Limits::default()
        };
        command.stdin = Stdin::Bytes(SealedBytes::new(text.as_bytes())?);
        let spec =
            ContainerSpec { mounts: mounts(language, &installed), ..ContainerSpec::default() };
        let outcome = self.sandbox.container(&spec)?.run(command)?;
        if outcome.cause != sandbox::Cause::Finished {
            let words = without_control(&String::from_utf8_lossy(&outcome.stderr.bytes));
            let words: String = words.trim().chars().take(WORDS).collect();
            let said = if words.is_empty() { String::from("it did not end well") } else { words };
            return Err(Error::Request(format!("the {} formatter refused: {said}", language.name)));
        }
        String::from_utf8(outcome.stdout.bytes)
            .map_err(|_| Error::Request(format!("the {} formatter printed no text", language.name)))
    }

    fn formatter<'a>(&self, language: &'a Language) -> Result<&'a Formatter> {
        let none = || Error::Request(format!("{} has no formatter here", language.name));
        let formatter = language.formatter.as_ref().ok_or_else(none)?;
        if self.can_format(language) {
            return Ok(formatter);
        }
        Err(Error::Request(format!(
            "the formatter of {} is not installed; run: apt-get install {}",
            language.name, formatter.package
        )))
    }
}

fn fill(part: &str, toolchain: &Path, language: &Language) -> PathBuf {
    PathBuf::from(
        part.replace("{toolchain}", &toolchain.to_string_lossy()).replace("{main}", &language.main),
    )
}
