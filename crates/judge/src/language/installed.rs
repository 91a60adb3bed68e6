//! What of a language this host has: the version, the toolchain's place, an identity for caches.
//!
//! Asks by running the language's own version command on the host, never a candidate's code.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use super::Language;

/// A language whose tools are there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Installed {
    pub version: String,
    /// Folder on the host, to be shown inside at the language's fixed place; `None` when the
    /// tools live in `/usr`.
    pub toolchain: Option<PathBuf>,
    /// Changes whenever a tool does: version, and size and time of each program.
    pub identity: String,
}

/// A language whose tools are not there: one sentence and what to install.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{name} is not installed ({reason}); run: apt-get install {}", packages.join(" "))]
pub struct Missing {
    pub name: String,
    pub reason: String,
    pub packages: Vec<String>,
}

/// The search path inside the sandbox, and so the one to look on outside.
pub const PATH: &str = "/usr/local/bin:/usr/bin:/bin";

impl Installed {
    pub fn probe(language: &Language) -> Result<Self, Missing> {
        let found = toolchain(language);
        let toolchain = found.as_ref().filter(|folder| is_reachable(folder)).cloned();
        let missing = |mut reason: String| {
            if let (Some(folder), None) = (&found, &toolchain) {
                reason = format!("{reason}; {} is closed to other users", folder.display());
            }
            Missing { name: language.name.clone(), reason, packages: language.packages.clone() }
        };
        let root = toolchain.clone().unwrap_or_else(|| PathBuf::from("/usr"));
        let argv: Vec<String> = language
            .version
            .command
            .iter()
            .map(|part| part.replace("{toolchain}", &root.to_string_lossy()))
            .collect();
        let mut programs = vec![PathBuf::from(&argv[0])];
        programs.extend(language.version.needs.iter().cloned());
        for program in &programs {
            if !program.is_file() {
                return Err(missing(format!("{} does not exist", program.display())));
            }
        }
        let printed = ask(&argv).ok_or_else(|| missing(format!("{} does not run", argv[0])))?;
        let version = language
            .version
            .pattern
            .captures(&printed)
            .and_then(|found| found.get(1))
            .ok_or_else(|| missing(format!("{} names no version", argv[0])))?
            .as_str()
            .to_owned();
        let marks: Vec<String> = programs.iter().map(|program| mark(program)).collect();
        let identity = format!("{} {version} {}", language.id, marks.join(" "));
        Ok(Self { version, toolchain, identity })
    }

    /// Where `{toolchain}` points inside a container.
    pub fn toolchain_inside<'a>(&self, language: &'a Language) -> &'a Path {
        match (&self.toolchain, &language.toolchain) {
            (Some(_), Some(toolchain)) => &toolchain.inside,
            _ => Path::new("/usr"),
        }
    }
}

/// The toolchain's folder outside `/usr`, when its command finds one.
fn toolchain(language: &Language) -> Option<PathBuf> {
    let toolchain = language.toolchain.as_ref()?;
    let mut command = Command::new(toolchain.command.first()?);
    command.args(&toolchain.command[1..]);
    let printed = output_of(&mut command)?;
    let folder = PathBuf::from(printed.trim());
    let found = folder.is_absolute()
        && !folder.starts_with("/usr")
        && folder.join(&toolchain.program).is_file();
    found.then_some(folder)
}

/// Whether a container can show the folder. Containers of root have users of their own, who must be
/// let through every folder above it; those of others have the same user.
fn is_reachable(folder: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    const SEARCH_BY_OTHERS: u32 = 0o001;
    let is_root = std::fs::metadata("/proc/self").is_ok_and(|meta| meta.uid() == 0);
    let open =
        |path: &Path| std::fs::metadata(path).is_ok_and(|meta| meta.mode() & SEARCH_BY_OTHERS != 0);
    !is_root || folder.ancestors().all(open)
}

fn ask(argv: &[String]) -> Option<String> {
    let mut command = Command::new(&argv[0]);
    command.args(&argv[1..]).env_clear().env("PATH", PATH).env("HOME", "/tmp").env("LANG", "C");
    output_of(&mut command)
}

/// Both streams, since tools disagree on where a version belongs.
fn output_of(command: &mut Command) -> Option<String> {
    let output = command.stdin(Stdio::null()).output().ok()?;
    let mut text = String::from_utf8_lossy(&output.stdout).into_owned();
    text.push_str(&String::from_utf8_lossy(&output.stderr));
    output.status.success().then_some(text)
}

/// Size and time of change of a program, following links.
fn mark(program: &Path) -> String {
    use std::os::unix::fs::MetadataExt;
    std::fs::metadata(program)
        .map_or_else(|_| String::from("?"), |meta| format!("{}:{}", meta.len(), meta.mtime()))
}
