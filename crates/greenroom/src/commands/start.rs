//! `greenroom start EXERCISE`: a folder with everything to begin in one's own editor.

use std::path::PathBuf;

use serde_json::json;

use super::{Status, Wrong, block_on, exercise_name, print, print_json};
use crate::client::{
    Client, Exercise, ExerciseFile, Files, Language, Page, Reach, Refusal, Sample, Settings,
};
use crate::exercise_folder::{ExerciseFolder, Marker, is_safe};
use crate::statement;
use crate::terminal::{bytes, safe};

#[derive(Debug, clap::Args)]
pub struct Args {
    /// Short name of the exercise; `greenroom list` shows them
    exercise: String,
    /// Language [default: the one of your settings, else one that can solve it]
    #[arg(long)]
    language: Option<String>,
    /// Folder to make [default: one named like the exercise]
    #[arg(long, value_name = "FOLDER")]
    into: Option<PathBuf>,
    #[command(flatten)]
    reach: Reach,
    /// Print one JSON object
    #[arg(long)]
    json: bool,
}

/// Bytes of one visible case or attachment, and of all together.
const FILE_BYTES: u64 = 64 << 20;
const ALL_BYTES: u64 = 256 << 20;
/// The file with the statement.
pub const STATEMENT: &str = "statement.md";
/// Files of an exercise.
const FILES: usize = 1000;
/// Taken when neither the person nor their settings name a language.
const USUAL: &str = "python3";

/// What was made.
struct Made {
    folder: ExerciseFolder,
    title: String,
    /// The program's files.
    program: Vec<String>,
    cases: usize,
    /// Files that were not fetched, and why.
    left_out: Vec<String>,
}

pub fn run(args: &Args) -> anyhow::Result<Status> {
    block_on(async {
        let client = Client::open(&args.reach, None).await?;
        let made = make(&client, args).await;
        client.close().await;
        show(&made?, args.json)
    })
}

async fn make(client: &Client, args: &Args) -> anyhow::Result<Made> {
    let slug = exercise_name(&args.exercise)?;
    let exercise: Exercise = client.get(&["exercises", slug]).await?;
    let language = language(client, &exercise, args.language.as_deref()).await?;
    let starter: Files = client.get(&["exercises", slug, "starters", &language.id]).await?;
    let marker = Marker {
        exercise: slug.to_owned(),
        language: language.id.clone(),
        endings: endings(&language, &starter),
        source: client.source().clone(),
    };
    let listed: Page<ExerciseFile> = client.get(&["exercises", slug, "files"]).await?;
    let root = args.into.clone().unwrap_or_else(|| PathBuf::from(slug));
    let folder = ExerciseFolder::make(&root, marker)?;
    let title = exercise.summary.title.clone();
    let mut made = Made { folder, title, program: Vec::new(), cases: 0, left_out: Vec::new() };
    let filled = fill(client, &mut made, &exercise, &language, starter, listed.items).await;
    match filled {
        Ok(()) => Ok(made),
        Err(error) => {
            made.folder.take_back()?;
            Err(error)
        }
    }
}

async fn fill(
    client: &Client,
    made: &mut Made,
    exercise: &Exercise,
    language: &Language,
    starter: Files,
    listed: Vec<ExerciseFile>,
) -> anyhow::Result<()> {
    made.folder.write(STATEMENT, text(exercise).as_bytes())?;
    write_program(made, language, starter)?;
    write_files(client, exercise, made, listed).await
}

/// The language wanted, which must be able to solve the exercise.
async fn language(
    client: &Client,
    exercise: &Exercise,
    named: Option<&str>,
) -> anyhow::Result<Language> {
    let known: Page<Language> = client.get(&["languages"]).await?;
    let mut known = known.items;
    let solves = |language: &Language| exercise.languages.contains(&language.id);
    let choice = exercise.languages.join(", ");
    if let Some(name) = named {
        let found = known.iter().position(|language| language.is_called(name));
        let language = found.map(|at| known.swap_remove(at)).ok_or_else(|| {
            Wrong(format!("the language {name} is not known; this exercise takes {choice}"))
        })?;
        if !solves(&language) {
            let why = language.missing.clone().unwrap_or_else(|| {
                format!("{} cannot solve this exercise; use one of {choice}", language.name)
            });
            return Err(Wrong(why).into());
        }
        return Ok(language);
    }
    let settings: Settings = client.get(&["settings"]).await?;
    let wanted = settings.language.as_deref().unwrap_or(USUAL);
    known.retain(|language| solves(language));
    let at = known.iter().position(|language| language.id == wanted).unwrap_or(0);
    if known.is_empty() {
        let words = "no language that is installed there can solve this exercise; \
                     `greenroom languages` says what to install";
        return Err(Wrong(words.into()).into());
    }
    Ok(known.swap_remove(at))
}

/// Endings of the language and of whatever else the starter has, such as headers.
fn endings(language: &Language, starter: &Files) -> Vec<String> {
    let mut endings = language.extensions.clone();
    let names = starter.files.iter().map(|file| &file.name).chain([&language.main]);
    for name in names {
        if let Some((_, ending)) = name.rsplit_once('.')
            && !endings.iter().any(|known| known == ending)
        {
            endings.push(ending.to_owned());
        }
    }
    if matches!(language.id.as_str(), "c" | "cpp") {
        endings.extend(["h", "hpp"].map(String::from));
        endings.dedup();
    }
    endings
}

/// Statement, then the stages that are open.
pub fn text(exercise: &Exercise) -> String {
    let files = format!("/api/v1/exercises/{}/files/", exercise.summary.slug);
    let limits = &exercise.limits;
    let time = limits.time_limit_ms.map(|limit| format!("{} s · ", seconds(limit)));
    let limits =
        format!("Limits: {}{} of memory", time.unwrap_or_default(), bytes(limits.memory_bytes));
    let mut parts = vec![
        format!("# {}", exercise.summary.title),
        limits,
        statement::markdown(&exercise.statement_html, &files),
    ];
    for stage in exercise.stage_list.iter().filter(|stage| stage.open) {
        if let Some(html) = &stage.statement_html {
            parts.push(format!("## Level {}: {}", stage.number, stage.name));
            parts.push(statement::markdown(html, &files));
        }
    }
    parts.iter().map(|part| part.trim_end()).collect::<Vec<_>>().join("\n\n") + "\n"
}

/// `1500` milliseconds are `1.5`.
fn seconds(millis: u64) -> String {
    let text = format!("{}.{:03}", millis / 1000, millis % 1000);
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

fn write_program(made: &mut Made, language: &Language, starter: Files) -> anyhow::Result<()> {
    let mut files: Vec<(String, String)> =
        starter.files.into_iter().map(|file| (file.name, file.text)).collect();
    if files.is_empty() {
        files.push((language.main.clone(), String::new()));
    }
    for (name, text) in files {
        if is_safe(&name) {
            made.folder.write(&name, text.as_bytes())?;
            made.program.push(name);
        } else {
            made.left_out.push(format!("{name}: its name is not allowed"));
        }
    }
    Ok(())
}

/// Visible cases, attachments, pictures.
async fn write_files(
    client: &Client,
    exercise: &Exercise,
    made: &mut Made,
    listed: Vec<ExerciseFile>,
) -> anyhow::Result<()> {
    let mut left = ALL_BYTES;
    for (index, file) in listed.into_iter().enumerate() {
        let case = file.path.strip_prefix("sample/");
        let target = case.map_or_else(|| file.path.clone(), |name| format!("cases/{name}"));
        let known = ["cases/", "attachments/", "statement/"];
        let safe = is_safe(&target) && known.iter().any(|folder| target.starts_with(folder));
        let bytes = if !safe {
            Err(String::from("its name is not allowed"))
        } else if index >= FILES || file.bytes > FILE_BYTES.min(left) {
            Err(String::from("it is too large, or there are too many; the page has it"))
        } else {
            fetch(client, exercise, &file).await?
        };
        match bytes {
            Ok(bytes) => {
                left = left.saturating_sub(bytes.len() as u64);
                made.folder.write(&target, &bytes)?;
                let is_input = target.rsplit_once('.').is_some_and(|(_, ending)| ending == "in");
                made.cases += usize::from(case.is_some() && is_input);
            }
            Err(why) => made.left_out.push(format!("{}: {why}", file.path)),
        }
    }
    Ok(())
}

/// A file's bytes, or why the server does not give them. A sample came whole with the exercise,
/// unless it is long.
async fn fetch(
    client: &Client,
    exercise: &Exercise,
    file: &ExerciseFile,
) -> anyhow::Result<Result<Vec<u8>, String>> {
    if let Some(text) = exercise.samples.iter().find_map(|sample| whole(sample, &file.path))
        && text.len() as u64 == file.bytes
    {
        return Ok(Ok(text.as_bytes().to_vec()));
    }
    let mut path = vec!["exercises", exercise.summary.slug.as_str(), "files"];
    path.extend(file.path.split('/'));
    match client.file(&path).await {
        Ok(bytes) => Ok(Ok(bytes)),
        Err(error) => match error.downcast::<Refusal>() {
            Ok(refusal) => Ok(Err(refusal.to_string())),
            Err(error) => Err(error),
        },
    }
}

/// The text of a sample's file, where the exercise has all of it.
fn whole<'a>(sample: &'a Sample, path: &str) -> Option<&'a str> {
    let (name, ending) = path.rsplit_once('.')?;
    let (text, bytes) = match ending {
        "in" => (&sample.input, sample.input_bytes),
        "ans" => (&sample.answer, sample.answer_bytes),
        _ => return None,
    };
    // Bytes that are no text were replaced on the way.
    let exact = text.len() as u64 == bytes && !text.contains('\u{fffd}');
    (name == sample.name && exact).then_some(text.as_str())
}

fn show(made: &Made, json: bool) -> anyhow::Result<Status> {
    let root = made.folder.root.display();
    if json {
        print_json(&json!({
            "folder": made.folder.root,
            "exercise": made.folder.marker.exercise,
            "language": made.folder.marker.language,
            "program": made.program,
            "cases": made.cases,
            "left_out": made.left_out,
        }))?;
        return Ok(Status::Good);
    }
    for left in &made.left_out {
        eprintln!("greenroom: left out {}", safe(left));
    }
    let program = made.program.first().map(String::as_str).unwrap_or_default();
    print(&format!(
        "{} is in {root}, in {}: read statement.md, write {program}, then\n\n  cd {root}\n  \
         greenroom test\n  greenroom submit",
        safe(&made.title),
        made.folder.marker.language,
    ))?;
    Ok(Status::Good)
}
