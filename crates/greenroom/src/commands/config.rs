//! `greenroom config`: what is set, where it comes from, and whether a file is sound.

use std::path::{Path, PathBuf};

use super::{Status, Wrong, description, print, print_json};
use crate::config::{self, Config, Setting};

#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, clap::Subcommand)]
enum Command {
    /// Check a file of settings without starting anything
    Check {
        /// File to check [default: the one that is used]
        file: Option<PathBuf>,
    },
    /// Print every setting, its value and where that comes from, as a greenroom.toml
    Show {
        /// Print one JSON object
        #[arg(long)]
        json: bool,
    },
}

pub fn run(args: &Args) -> anyhow::Result<Status> {
    match &args.command {
        Command::Check { file } => check(file.as_deref()),
        Command::Show { json } => show(*json),
    }
}

fn check(file: Option<&Path>) -> anyhow::Result<Status> {
    let Some(path) = file.map(PathBuf::from).or_else(config::file) else {
        return Err(Wrong("no HOME says where greenroom.toml is; name the file".into()).into());
    };
    let shown = path.display();
    if file.is_none() && !path.exists() {
        print(&format!("There is no {shown}; the defaults hold."))?;
        return Ok(Status::Good);
    }
    let config = Config::read(&path, &description())?;
    let what = if config.len() == 1 { "setting" } else { "settings" };
    print(&format!("{shown} is sound: {} {what}.", config.len()))?;
    Ok(Status::Good)
}

fn show(json: bool) -> anyhow::Result<Status> {
    let settings = config::settings(description())?;
    let file = config::file().map(|path| path.display().to_string());
    if json {
        print_json(&serde_json::json!({ "file": file, "settings": settings }))?;
    } else {
        let file = file.unwrap_or_else(|| String::from("no file"));
        let lines: Vec<String> = settings.iter().map(line).collect();
        print(&format!("# {file}; the environment and flags win over it\n\n{}", lines.join("\n")))?;
    }
    Ok(Status::Good)
}

fn line(setting: &Setting) -> String {
    let quoted = |text: &String| match text.parse::<i64>() {
        Ok(_) => text.clone(),
        Err(_) if text == "true" || text == "false" => text.clone(),
        Err(_) => toml::Value::from(text.as_str()).to_string(),
    };
    let (key, help) = (&setting.key, &setting.help);
    let values: Vec<String> = setting.values.iter().map(quoted).collect();
    let value = match values.as_slice() {
        [] => return format!("# {help}\n# {key} is not set\n"),
        [one] => one.clone(),
        several => format!("[{}]", several.join(", ")),
    };
    format!("# {help}\n{key} = {value}  # {}\n", setting.source)
}
