//! Brings what a fresh Debian or Ubuntu lacks: language tool-chains and build tools. Installs
//! with apt when it may, and otherwise prints the one line to run.

use std::collections::BTreeSet;
use std::fs;
use std::process::{Command, Stdio};

use anyhow::{Context, Result, bail};

use crate::workspace::{Workspace, must};

/// Packages the build and the tests need beside those of the languages.
const BUILD: [&str; 4] = ["gcc", "g++", "libc6-dev", "python3"];
/// Packages that only the tests need: a browser, and a database server they start themselves.
pub const TESTS: [&str; 2] = ["chromium", "postgresql"];

/// Makes sure every package that `languages/*/language.toml` names is installed, and `more`.
pub fn packages(workspace: &Workspace, more: &[&str]) -> Result<()> {
    let mut wanted: BTreeSet<String> = BUILD.iter().chain(more).map(|p| (*p).to_owned()).collect();
    wanted.extend(of_languages(workspace)?);
    let missing: Vec<String> = wanted.into_iter().filter(|p| !installed(p)).collect();
    if missing.is_empty() {
        return Ok(());
    }
    install(&missing)
}

/// Whether a package is installed, as far as dpkg knows.
pub fn installed(package: &str) -> bool {
    Command::new("dpkg-query")
        .args(["-W", "-f", "${db:Status-Status}", package])
        .stderr(Stdio::null())
        .output()
        .is_ok_and(|o| o.status.success() && o.stdout == b"installed")
}

fn of_languages(workspace: &Workspace) -> Result<BTreeSet<String>> {
    let folder = workspace.root.join("languages");
    let mut packages = BTreeSet::new();
    for entry in fs::read_dir(&folder).with_context(|| format!("{}", folder.display()))? {
        let file = entry?.path().join("language.toml");
        if !file.is_file() {
            continue;
        }
        let text = fs::read_to_string(&file).with_context(|| format!("{}", file.display()))?;
        let table: toml::Table =
            text.parse().with_context(|| format!("{} is no TOML", file.display()))?;
        let named = table.get("packages").and_then(toml::Value::as_array);
        let list = named.with_context(|| format!("{} names no packages", file.display()))?;
        packages.extend(list.iter().filter_map(|p| p.as_str().map(str::to_owned)));
    }
    Ok(packages)
}

fn install(missing: &[String]) -> Result<()> {
    let list = missing.join(" ");
    let by_hand = format!(
        "these packages are missing: {list}\nInstall them with\n\n    \
         sudo apt-get install --no-install-recommends {list}\n"
    );
    if !exists("apt-get") {
        bail!("{by_hand}\n(or what they are called on this system; apt-get is not here)");
    }
    let prefix: &[&str] = match (is_root(), sudo_asks_nothing()) {
        (true, _) => &[],
        (false, true) => &["sudo", "-n"],
        (false, false) => bail!("{by_hand}"),
    };
    eprintln!("Installing: {list}");
    apt(prefix, &["update"])?;
    let mut arguments = vec!["install", "-y", "--no-install-recommends"];
    arguments.extend(missing.iter().map(String::as_str));
    apt(prefix, &arguments).with_context(|| by_hand.clone())
}

fn apt(prefix: &[&str], arguments: &[&str]) -> Result<()> {
    let mut words = prefix.to_vec();
    words.extend(["env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-qq"]);
    words.extend(arguments);
    must(Command::new(words[0]).args(&words[1..]).stdin(Stdio::null()))
}

fn is_root() -> bool {
    let id = Command::new("id").arg("-u").output();
    id.is_ok_and(|o| o.stdout.trim_ascii() == b"0")
}

fn sudo_asks_nothing() -> bool {
    Command::new("sudo")
        .args(["-n", "true"])
        .stderr(Stdio::null())
        .status()
        .is_ok_and(|s| s.success())
}

/// Whether a program is on the search path.
pub fn exists(program: &str) -> bool {
    std::env::var_os("PATH")
        .is_some_and(|path| std::env::split_paths(&path).any(|d| d.join(program).is_file()))
}
