//! Servers signed in to, with their tokens: one file in the user's configuration folder that only
//! they can read.

use std::fs;
use std::io::Write;
use std::os::unix::fs::{OpenOptionsExt, PermissionsExt};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use reqwest::Url;
use serde::{Deserialize, Serialize};

use super::plain;
use crate::commands::Wrong;

/// A token for a server.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Login {
    /// Without a slash at its end.
    pub server: String,
    pub token: String,
}

/// All of them, the one used last first.
#[derive(Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Logins {
    #[serde(default)]
    login: Vec<Login>,
}

/// Servers that are kept: more than anybody works with.
const LOGINS: usize = 100;
/// Only the person themselves.
const OWN: u32 = 0o600;
const OWN_FOLDER: u32 = 0o700;

impl Logins {
    pub fn read() -> Result<Self> {
        let Some(path) = file() else { return Ok(Self::default()) };
        let text = match fs::read_to_string(&path) {
            Ok(text) => text,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
                return Ok(Self::default());
            }
            Err(error) => {
                let shown = path.display();
                return Err(
                    Wrong(format!("{shown} cannot be read: {error}; mend or remove it")).into()
                );
            }
        };
        toml::from_str(&text).map_err(|_| {
            // The parser's message would show the line, and with it a token.
            let shown = path.display();
            Wrong(format!("{shown} is not as `greenroom login` writes it; remove it and sign in"))
                .into()
        })
    }

    pub fn of(&self, server: &Url) -> Option<&Login> {
        let server = plain(server);
        self.login.iter().find(|login| login.server == server)
    }

    /// The server that is asked when nothing else names one.
    pub fn usual(&self) -> Option<&Login> {
        self.login.first()
    }

    /// Puts it first.
    pub fn add(&mut self, server: &Url, token: String) {
        let server = plain(server);
        self.login.retain(|login| login.server != server);
        self.login.insert(0, Login { server, token });
        self.login.truncate(LOGINS);
    }

    /// Forgets it; false when it was not there.
    pub fn remove(&mut self, server: &Url) -> bool {
        let server = plain(server);
        let before = self.login.len();
        self.login.retain(|login| login.server != server);
        self.login.len() < before
    }

    pub fn write(&self) -> Result<PathBuf> {
        let path = file().ok_or_else(|| {
            Wrong("neither XDG_CONFIG_HOME nor HOME says where to keep a token; set one".into())
        })?;
        let folder = path.parent().context("the file of tokens is in a folder")?;
        write(&path, folder, &toml::to_string(self)?)
            .with_context(|| format!("{} cannot be written", path.display()))?;
        Ok(path)
    }
}

/// Writes beside it and renames, so that there is never half a file, nor one that others can read.
fn write(path: &Path, folder: &Path, text: &str) -> std::io::Result<()> {
    fs::create_dir_all(folder)?;
    fs::set_permissions(folder, fs::Permissions::from_mode(OWN_FOLDER))?;
    let fresh = path.with_extension(format!("{}.new", std::process::id()));
    let mut options = fs::OpenOptions::new();
    let mut file = options.write(true).create_new(true).mode(OWN).open(&fresh)?;
    let written = file.write_all(text.as_bytes()).and_then(|()| file.sync_all());
    if let Err(error) = written.and_then(|()| fs::rename(&fresh, path)) {
        fs::remove_file(&fresh)?;
        return Err(error);
    }
    Ok(())
}

fn file() -> Option<PathBuf> {
    let variable =
        |name| std::env::var_os(name).filter(|value| !value.is_empty()).map(PathBuf::from);
    let folder = variable("XDG_CONFIG_HOME").or_else(|| Some(variable("HOME")?.join(".config")))?;
    Some(folder.join("greenroom/logins.toml"))
}
