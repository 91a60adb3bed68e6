//! `greenroom.toml`: what is set here holds unless the environment or a flag says otherwise.
//!
//! Every option of `greenroom serve` is a key, named as its flag is with `_` for `-`, and an
//! environment variable. The file's values become clap's defaults, so that one parser checks them
//! wherever they come from, and a new option needs no word here. Commands that share an option with
//! `serve`, such as `--data`, take it from the file too.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use anyhow::{Context, Result};
use clap::error::ErrorKind;
use clap::parser::ValueSource;
use clap::{Arg, ArgAction, Command};

use crate::commands::Wrong;
use crate::settings::folder_of;

/// The command whose options are the keys.
const SERVE: &str = "serve";
/// Options of it that are for one start: a link for an administrator must not be made by each.
const NOT_SETTINGS: [&str; 3] = ["help", "version", "admin-link"];
/// Names the file.
const VARIABLE: &str = "GREENROOM_CONFIG";
/// A file of settings is far smaller.
const FILE_BYTES: u64 = 1 << 20;

/// What the file of this process says, once it was read.
static READ: OnceLock<Config> = OnceLock::new();

/// The settings of a file: values as text, by key.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Config {
    values: BTreeMap<String, Vec<String>>,
}

/// One setting and where it comes from.
#[derive(Debug, PartialEq, Eq, serde::Serialize)]
pub struct Setting {
    pub key: String,
    /// Empty where nothing is set and there is no default.
    pub values: Vec<String>,
    /// `default`, `file` or the name of a variable.
    pub source: String,
    pub help: String,
}

/// The file: the one of the variable, else in the user's configuration folder. It may be missing.
pub fn file() -> Option<PathBuf> {
    let named = std::env::var_os(VARIABLE).filter(|value| !value.is_empty()).map(PathBuf::from);
    named
        .or_else(|| Some(folder_of("XDG_CONFIG_HOME", ".config")?.join("greenroom/greenroom.toml")))
}

/// The single value that the file has for a key of this process.
pub fn value(key: &str) -> Option<&'static str> {
    let values = READ.get()?.values.get(key)?;
    values.first().map(String::as_str)
}

/// The command line with the file's settings as defaults and a variable for every option.
pub fn prepare(command: Command) -> Result<Command> {
    let config = match file() {
        Some(path) if path.exists() || std::env::var_os(VARIABLE).is_some() => {
            Config::read(&path, &command)?
        }
        _ => Config::default(),
    };
    let command = config.apply(command);
    // A second reading of the same process says the same.
    let _known = READ.set(config);
    Ok(command)
}

/// All settings of this process, in the order of the options.
pub fn settings(command: Command) -> Result<Vec<Setting>> {
    let command = prepare(command)?;
    let config = READ.get().cloned().unwrap_or_default();
    let matches = command.clone().try_get_matches_from(["greenroom", SERVE])?;
    let matches = matches.subcommand_matches(SERVE).context("serve has no options")?;
    let mut list = Vec::new();
    for arg in keys(&command) {
        let (id, key) = (arg.get_id().as_str(), key(arg));
        let values = matches.get_raw(id).into_iter().flatten();
        let values: Vec<String> = values.map(|v| v.to_string_lossy().into_owned()).collect();
        let from_file = config.values.contains_key(&key);
        let source = match (matches.value_source(id), arg.get_env()) {
            (Some(ValueSource::EnvVariable), Some(name)) => name.to_string_lossy().into_owned(),
            _ if from_file => String::from("file"),
            _ => String::from("default"),
        };
        let hidden = arg.is_hide_env_values_set() && !values.is_empty();
        list.push(Setting {
            values: if hidden { values.iter().map(|text| covered(text)).collect() } else { values },
            help: arg.get_help().map(ToString::to_string).unwrap_or_default(),
            key,
            source,
        });
    }
    Ok(list)
}

/// An address without its password; anything else that is secret is not shown.
fn covered(text: &str) -> String {
    match (text.split_once("://"), text.rsplit_once('@')) {
        (Some((scheme, _)), Some((_, rest))) => format!("{scheme}://…@{rest}"),
        (Some(_), None) => text.to_owned(),
        _ if Path::new(text).exists() => text.to_owned(),
        _ => String::from("…"),
    }
}

impl Config {
    /// Reads a file and checks it against the options of `command`.
    pub fn read(path: &Path, command: &Command) -> Result<Self> {
        let shown = path.display();
        let wrong = |why: String| Wrong(format!("{shown}: {why}"));
        let unreadable = |error: std::io::Error| wrong(format!("it cannot be read: {error}"));
        if std::fs::metadata(path).map_err(unreadable)?.len() > FILE_BYTES {
            return Err(wrong(String::from("it is larger than 1 MiB; name the right file")).into());
        }
        let text = std::fs::read_to_string(path).map_err(unreadable)?;
        Self::parse(&text, command).map_err(|why| wrong(why).into())
    }

    pub fn len(&self) -> usize {
        self.values.len()
    }

    fn parse(text: &str, command: &Command) -> Result<Self, String> {
        let table: toml::Table = text.parse().map_err(|error: toml::de::Error| {
            let line = error.span().map(|span| text[..span.start].matches('\n').count() + 1);
            let line = line.map(|line| format!("line {line}: ")).unwrap_or_default();
            format!("{line}{}", error.message())
        })?;
        let mut values = BTreeMap::new();
        for (name, value) in table {
            let Some(arg) = keys(command).find(|arg| key(arg) == name) else {
                let known: Vec<String> = keys(command).map(key).collect();
                return Err(format!("{name} is no setting; the settings are {}", known.join(", ")));
            };
            let texts = texts(arg, &name, &value)?;
            fits(command, arg, &texts).map_err(|why| format!("{name}: {why}"))?;
            values.insert(name, texts);
        }
        Ok(Self { values })
    }

    fn apply(&self, command: Command) -> Command {
        let known: Vec<(String, String)> =
            keys(&command).map(|arg| (arg.get_id().to_string(), key(arg))).collect();
        let names: Vec<String> =
            command.get_subcommands().map(|one| one.get_name().to_owned()).collect();
        names.into_iter().fold(command, |command, name| {
            let is_serve = name == SERVE;
            command.mut_subcommand(name, |mut sub| {
                for (id, key) in &known {
                    let there = sub.get_arguments().any(|arg| arg.get_id().as_str() == id);
                    if there {
                        let values = self.values.get(key);
                        sub = sub.mut_arg(id, |arg| with(arg, key, values, is_serve));
                    }
                }
                sub
            })
        })
    }
}

/// An option with the file's values as its default. Those of `serve` have a variable each.
fn with(arg: Arg, key: &str, values: Option<&Vec<String>>, is_serve: bool) -> Arg {
    let arg = match arg.get_env() {
        None if is_serve => arg.env(format!("GREENROOM_{}", key.to_uppercase())),
        _ => arg,
    };
    match values {
        Some(values) => {
            // Clap shows no default of a flag, and asks not to be told to hide it.
            let takes_values = arg.get_action().takes_values();
            let arg = arg.default_values(values.clone());
            if takes_values { arg.hide_default_value(true) } else { arg }
        }
        None => arg,
    }
}

/// Options of `serve` that can be set in the file.
fn keys(command: &Command) -> impl Iterator<Item = &Arg> {
    let serve = command.get_subcommands().find(|one| one.get_name() == SERVE);
    let arguments = serve.into_iter().flat_map(Command::get_arguments);
    arguments.filter(|arg| arg.get_long().is_some_and(|long| !NOT_SETTINGS.contains(&long)))
}

fn key(arg: &Arg) -> String {
    arg.get_long().unwrap_or_default().replace('-', "_")
}

/// A value of the file as the command line would have it.
fn texts(arg: &Arg, name: &str, value: &toml::Value) -> Result<Vec<String>, String> {
    use toml::Value;
    let one = |value: &Value| match value {
        Value::String(text) => Some(text.clone()),
        Value::Integer(number) => Some(number.to_string()),
        _ => None,
    };
    let is_list = matches!(arg.get_action(), ArgAction::Append);
    let is_flag = matches!(arg.get_action(), ArgAction::SetTrue);
    match value {
        Value::Boolean(set) if is_flag => Ok(vec![set.to_string()]),
        _ if is_flag => Err(format!("{name} is true or false")),
        Value::Array(items) if is_list => {
            let texts: Option<Vec<String>> = items.iter().map(one).collect();
            texts.ok_or_else(|| format!("{name} is a list of texts"))
        }
        value => one(value).map(|text| vec![text]).ok_or_else(|| {
            let wanted = if is_list { "a text or a list of texts" } else { "one text or number" };
            format!("{name} is {wanted}")
        }),
    }
}

/// Whether the option itself takes the values. What options say of each other is for `serve`.
fn fits(command: &Command, arg: &Arg, texts: &[String]) -> Result<(), String> {
    let serve = command.get_subcommands().find(|one| one.get_name() == SERVE);
    let (Some(serve), Some(long)) = (serve, arg.get_long()) else { return Ok(()) };
    if matches!(arg.get_action(), ArgAction::SetTrue) {
        return Ok(());
    }
    for text in texts {
        let parser = serve.clone().no_binary_name(true);
        let Err(error) = parser.try_get_matches_from([format!("--{long}={text}")]) else {
            continue;
        };
        if matches!(error.kind(), ErrorKind::ValueValidation | ErrorKind::InvalidValue) {
            let said = error.to_string();
            let said = said.trim_start_matches("error: ");
            return Err(said.lines().next().unwrap_or_default().to_owned());
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: Result<&[(&str, &[&str])], &str>) {
        let command = crate::commands::description();
        match (Config::parse(text, &command), expected) {
            (Ok(config), Ok(values)) => {
                let found: Vec<(&str, Vec<&str>)> = config
                    .values
                    .iter()
                    .map(|(key, list)| (key.as_str(), list.iter().map(String::as_str).collect()))
                    .collect();
                let values: Vec<(&str, Vec<&str>)> =
                    values.iter().map(|(key, list)| (*key, list.to_vec())).collect();
                assert_eq!(found, values, "{text}");
            }
            (Err(said), Err(word)) => assert!(said.contains(word), "{text}: {said}"),
            (found, expected) => panic!("{text}: {found:?}, not {expected:?}"),
        }
    }

    #[test]
    fn files_are_checked_as_flags_are() {
        check("", Ok(&[]));
        check(
            "port = 8000\nno_browser = true",
            Ok(&[("no_browser", &["true"]), ("port", &["8000"])]),
        );
        check("exercises = [\"a\", \"b\"]", Ok(&[("exercises", &["a", "b"])]));
        check("port = 70000", Err("port"));
        check("port = \"x\"", Err("port"));
        check("port = [1]", Err("one text or number"));
        check("no_browser = 1", Err("true or false"));
        check("prot = 1", Err("the settings are"));
        check("port = ", Err("line 1"));
        check("a = 1\na = 2", Err("line 2"));
        check("json = true", Err("no setting"));
        check("admin_link = true", Err("no setting"));
    }

    #[test]
    fn passwords_are_not_shown() {
        assert_eq!(covered("postgres://ada:secret@db/x"), "postgres://…@db/x");
        assert_eq!(covered("hunter2"), "…");
    }
}
