//! Runs a file in the sandbox without an exercise: how it ended, and what it printed.
//!
//! Also the self-test of languages, which is a list of such runs with known ends.

use std::sync::Arc;

use exercise::Verdict;
use sandbox::{Cancel, SealedBytes, Status, Stdin};
use serde::{Deserialize, Serialize};

use crate::compile::{Built, CompileFailure, CompileLimits, Job};
use crate::error::{Error, Result};
use crate::executable::RunLimits;
use crate::judge::Judge;
use crate::kinds::program::decide;
use crate::language::Language;
use crate::report::verdict_code;
use crate::submission::Submission;

/// How a run ended. The JSON form is documented in `docs/command-line.md`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PlainRun {
    /// AC: ran to its end with status 0. Else RTE, TLE, MLE, OLE, CE or JE.
    #[serde(with = "verdict_code")]
    pub verdict: Verdict,
    pub exit_code: Option<i32>,
    pub signal: Option<i32>,
    pub cpu_ms: u64,
    pub wall_ms: u64,
    pub memory_bytes: u64,
    /// Bytes that are not UTF-8 are shown as U+FFFD.
    pub stdout: String,
    pub stderr: String,
    /// More was written than is shown.
    pub truncated: bool,
    /// One sentence; empty when all is well.
    pub explanation: String,
}

/// Whether a sample got the verdict its name says.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SampleResult {
    pub sample: String,
    pub expected: String,
    pub got: String,
    pub explanation: String,
}

/// What samples read, and what those that are right print.
const SAMPLE_INPUT: &[u8] = b"20 22\n";
const SAMPLE_ANSWER: &str = "42";

impl PlainRun {
    /// A run that never began.
    pub fn not_run(verdict: Verdict, explanation: String) -> Self {
        Self {
            verdict,
            exit_code: None,
            signal: None,
            cpu_ms: 0,
            wall_ms: 0,
            memory_bytes: 0,
            stdout: String::new(),
            stderr: String::new(),
            truncated: false,
            explanation,
        }
    }
}

impl Judge {
    /// Compiles and runs a submission once.
    pub fn run_plain(
        &self,
        submission: &Submission,
        input: &[u8],
        limits: &RunLimits,
        cancel: Option<Cancel>,
    ) -> Result<PlainRun> {
        if let Err(refused) = submission.check_text() {
            return Ok(PlainRun::not_run(Verdict::CompileError, refused.to_string()));
        }
        let language = self.language_of(submission)?;
        let job = Job {
            language: &language,
            files: submission.files.clone(),
            entry_point: submission.entry_point.as_deref(),
            owner: &self.config.owner,
            limits: CompileLimits::default(),
        };
        let executable = match self.compiler.build(job)? {
            Built::Ready(executable) => executable,
            Built::Failed(failure) => return Ok(of_failure(failure)),
        };
        let mut container = executable.container(&self.sandbox)?;
        let mut command = executable.command(limits, &[]);
        command.stdin = Stdin::Bytes(SealedBytes::new(input)?);
        command.cancel = cancel;
        let outcome = container.run(command)?;
        if outcome.cause == sandbox::Cause::Cancelled {
            return Err(Error::Cancelled);
        }
        let decision = decide(&outcome, limits, Some(&language), &executable.own_names());
        let millis =
            |time: std::time::Duration| u64::try_from(time.as_millis()).unwrap_or(u64::MAX);
        let (exit_code, signal) = match outcome.status {
            Status::Exited(status) => (Some(status), None),
            Status::Signalled(signal) => (None, Some(signal)),
            Status::None => (None, None),
        };
        let verdict = decision.as_ref().map_or(Verdict::Accepted, |found| found.verdict);
        Ok(PlainRun {
            // Without an exercise there is no rule to break but the sandbox's.
            verdict: if verdict == Verdict::Rejected { Verdict::RunTimeError } else { verdict },
            exit_code,
            signal,
            cpu_ms: millis(outcome.usage.cpu),
            wall_ms: millis(outcome.usage.wall),
            memory_bytes: outcome.usage.memory_peak,
            stdout: String::from_utf8_lossy(&outcome.stdout.bytes).into_owned(),
            stderr: String::from_utf8_lossy(&outcome.stderr.bytes).into_owned(),
            truncated: outcome.stdout.dropped + outcome.stderr.dropped > 0
                || verdict == Verdict::OutputLimit,
            explanation: decision.map(|found| found.explanation).unwrap_or_default(),
        })
    }

    /// The language that was named, else the one of the first file whose ending says one.
    pub fn language_of(&self, submission: &Submission) -> Result<Arc<Language>> {
        let registry = self.compiler.registry();
        if let Some(name) = &submission.language {
            let unknown = || {
                let list = "`greenroom languages` lists those that are";
                Error::Request(format!("the language {name} is not known; {list}"))
            };
            return registry.by_name(name).map(Arc::clone).ok_or_else(unknown);
        }
        let found = submission.files.iter().find_map(|file| registry.by_file(&file.name));
        found.map(Arc::clone).ok_or_else(|| {
            let name = submission.files.first().map_or("the file", |file| file.name.as_str());
            let hint = "name it with --language";
            Error::Request(format!("the language of {name} cannot be told from its name; {hint}"))
        })
    }

    /// Runs the samples of a language. An accepted run that prints something else is WA.
    /// A sample that cannot be run at all is JE.
    pub fn check_language(&self, language: &Language, limits: &RunLimits) -> Vec<SampleResult> {
        let mut results = Vec::new();
        for sample in self.compiler.registry().samples(&language.id) {
            let expected = sample.name.split('.').next().unwrap_or_default().to_ascii_uppercase();
            let file = exercise::SourceFile::new(sample.name.clone(), sample.bytes.clone());
            let submission = Submission {
                files: vec![file],
                language: Some(language.id.clone()),
                entry_point: None,
            };
            let run = self
                .run_plain(&submission, SAMPLE_INPUT, limits, None)
                .unwrap_or_else(|error| PlainRun::not_run(Verdict::JudgeError, error.to_string()));
            let wrong = run.verdict.is_accepted() && run.stdout.trim() != SAMPLE_ANSWER;
            let got = if wrong { Verdict::WrongAnswer } else { run.verdict };
            let mut explanation = run.explanation;
            if got.code() != expected {
                explanation = format!(
                    "{explanation} [status {:?}, signal {:?}, {} ms, {} MiB; {}]",
                    run.exit_code,
                    run.signal,
                    run.cpu_ms,
                    run.memory_bytes >> 20,
                    run.stderr.lines().take(3).collect::<Vec<_>>().join(" / ")
                );
            }
            results.push(SampleResult {
                sample: format!("{}/samples/{}", language.id, sample.name),
                expected,
                got: got.code().to_owned(),
                explanation: explanation.trim().to_owned(),
            });
        }
        results
    }
}

fn of_failure(failure: CompileFailure) -> PlainRun {
    let mut run = PlainRun::not_run(Verdict::CompileError, failure.explanation);
    run.stderr = failure.compilation.output.text;
    run.truncated = failure.compilation.output.dropped > 0;
    run.cpu_ms = failure.compilation.cpu_ms;
    run
}
