//! The work itself, on a thread that may block: from a job to what the store is to keep.

use std::path::PathBuf;
use std::sync::Arc;

use exercise::{Package, ReadOptions, SourceFile, Verdict};
use judge::kinds::program::{Progress, Verification};
use judge::report::Order;
use judge::{Judge, Options, Report, Submission};
use sandbox::Cancel;
use serde::Deserialize;
use store::{Attempt, Purpose, Reference, Source};

use crate::error::Result;
use crate::event::Event;
use crate::outcome::{fault, reproduce};
use crate::reference::reference_programs;

/// A file as the store keeps it.
#[derive(Debug, Deserialize)]
struct StoredFile {
    name: String,
    text: String,
}

/// The group of cases that a run judges.
const SAMPLES: &str = "sample";

/// Everything one judging needs.
pub struct AttemptWork {
    pub judge: Judge,
    pub attempt: Attempt,
    pub source: Source,
    pub package: Option<Arc<Package>>,
    pub cancel: Cancel,
}

impl AttemptWork {
    /// The report; `Err` only when it was cancelled or the store holds nonsense.
    pub fn judge(self, events: &mut dyn FnMut(Event)) -> Result<Report> {
        let attempt = &self.attempt;
        let lost = |explanation: String| {
            fault(&attempt.exercise, &attempt.title, &attempt.language, explanation)
        };
        let Some(package) = &self.package else {
            return Ok(lost(String::from(
                "the exercise is not in this library any more; ask whoever runs this server",
            )));
        };
        let files: Vec<StoredFile> = serde_json::from_str(&self.source.files)?;
        let files: Vec<SourceFile> =
            files.into_iter().map(|file| SourceFile::new(file.name, file.text)).collect();
        let options = Options {
            order: Order::SmallestFirst,
            only: self.only(),
            cancel: Some(self.cancel.clone()),
            ..Options::default()
        };
        let names: Vec<String> = files.iter().map(|file| file.name.clone()).collect();
        let mut submission = match Submission::from_files(files) {
            Ok(submission) => submission,
            Err(refused) => return Ok(self.judge.refuse(package, &refused, &options)),
        };
        submission.language = Some(attempt.language.clone());
        submission.entry_point.clone_from(&self.source.entry_point);
        match self.run(package, &submission, &options, events) {
            Ok(mut report) => {
                report.reproduce = reproduce(&report, &names);
                Ok(report)
            }
            Err(cancelled @ judge::Error::Cancelled) => Err(cancelled.into()),
            Err(error) => {
                tracing::error!(%error, attempt = %attempt.id, "an attempt could not be judged");
                Ok(lost(error.to_string()))
            }
        }
    }

    fn only(&self) -> Option<String> {
        let asked = self.source.only.clone();
        asked.or_else(|| (self.attempt.purpose == Purpose::Run).then(|| SAMPLES.to_owned()))
    }

    fn run(
        &self,
        package: &Package,
        submission: &Submission,
        options: &Options,
        events: &mut dyn FnMut(Event),
    ) -> std::result::Result<Report, judge::Error> {
        match &self.source.input {
            Some(input) => self.judge.try_input(package, submission, input.as_bytes(), options),
            None => self.judge.judge(package, submission, options, &mut |event| {
                events(Event::of_judge(event));
            }),
        }
    }
}

/// Lets an uploaded package prove itself.
pub fn verify(
    judge: &Judge,
    slug: &str,
    content: &[u8],
    events: &mut dyn FnMut(Event),
) -> Verification {
    let refused =
        |reason: String| Verification { refused: Some(reason), ..Verification::default() };
    let archive = match Archive::write(slug, content) {
        Ok(archive) => archive,
        Err(error) => return refused(format!("it cannot be unpacked here: {error}")),
    };
    let package = match Package::read(&archive.path, ReadOptions::default()) {
        Ok((package, _)) => package,
        Err(error) => return refused(error.to_string()),
    };
    let (mut done, mut steps) = (0, 0);
    let mut progress = |step: &Progress<'_>| match step {
        Progress::Steps(count) => {
            steps += count;
            events(Event::steps(steps));
        }
        Progress::Step(what) => {
            done += 1;
            events(Event::step(done, steps, what));
        }
    };
    match judge.verify(&package, &mut progress) {
        Ok(found) => Verification { path: String::new(), ..found },
        Err(error) => refused(error.to_string()),
    }
}

/// An uploaded archive as a file, which is what the reader takes; it goes when this is dropped.
#[derive(Debug)]
pub struct Archive {
    pub path: PathBuf,
    _folder: tempfile::TempDir,
}

impl Archive {
    /// The package is named after the file.
    pub fn write(slug: &str, content: &[u8]) -> std::io::Result<Self> {
        let folder = tempfile::Builder::new().prefix("greenroom-upload-").tempdir()?;
        let path = folder.path().join(format!("{slug}.zip"));
        std::fs::write(&path, content)?;
        Ok(Self { path, _folder: folder })
    }
}

/// Measures the accepted programs of a package, each on everything.
pub fn measure(judge: &Judge, package: &Package) -> Vec<Reference> {
    let options = Options { stop: judge::Stop::WhenDecided, ..Options::default() };
    let mut found = Vec::new();
    for labelled in reference_programs(package) {
        let submission = Submission::of_label(labelled);
        match judge.judge(package, &submission, &options, &mut |_| {}) {
            Ok(report) if report.verdict != Verdict::JudgeError => found.push(Reference {
                program: labelled.name.clone(),
                language: report.language.clone(),
                verdict: report.verdict.code().to_owned(),
                cpu_us: report.measures.cpu_us,
                memory_bytes: report.measures.memory_bytes,
            }),
            Ok(report) => tracing::warn!(program = labelled.name, report.explanation, "no measure"),
            // A toolchain that is not here only means one point fewer in a picture.
            Err(error) => tracing::info!(program = labelled.name, %error, "no measure"),
        }
    }
    found
}
