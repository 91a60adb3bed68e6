//! Judges one case: runs the submission, asks the validator, writes the check.
//!
//! A [`Bench`] is one worker's containers: the candidate's and one for each validator, used for
//! many cases in turn. Interactive cases are run by `interactive`; which cases run is decided in
//! `plan`.

use std::path::Path;
use std::time::Duration;

use exercise::score::CaseResult;
use exercise::validator::DefaultOptions;
use exercise::{Case, Package, SourceFile, Verdict};
use sandbox::{Cancel, Container, Mode, Outcome, Place, Sandbox, SealedBytes, Stdin};

use super::decide::{Decision, decide, measures};
use super::diff::explain;
use super::limits::MARGIN;
use super::tool::{Answer, Feedback, Pass, Tool, ValidatorFiles, read};
use crate::error::{Error, Result};
use crate::executable::{BOX, Executable, RunLimits};
use crate::report::{Check, Evidence, Measures};

/// Everything that is the same for all cases of one judging.
#[derive(Debug)]
pub struct Setup<'a> {
    pub sandbox: &'a Sandbox,
    pub package: &'a Package,
    pub candidate: Candidate<'a>,
    pub limits: RunLimits,
    /// Factor on the CPU limit up to which a run may go on, so that a miss is measured.
    pub margin: f64,
    /// Empty: the default validator.
    pub validators: Vec<Tool>,
    pub disclosure: Disclosure,
    pub cancel: Option<Cancel>,
}

/// What is judged.
#[derive(Clone, Copy, Debug)]
pub enum Candidate<'a> {
    Program(&'a Executable),
    /// Finished outputs, named after their cases.
    Answers(&'a [SourceFile]),
}

/// How much of hidden cases a report shows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Disclosure {
    /// Everything: one learns from what failed.
    #[default]
    Everything,
    /// What the package allows (`full_feedback`): for contests.
    AsPackaged,
    /// Verdicts and measures alone.
    Nothing,
}

/// One worker.
#[derive(Debug)]
pub struct Bench<'a> {
    pub(super) setup: &'a Setup<'a>,
    pub(super) candidate: Option<Container>,
    pub(super) validators: Vec<Option<Container>>,
}

/// A check with what scoring and labels need besides.
#[derive(Clone, Debug)]
pub struct Judged {
    pub check: Check,
    pub result: CaseResult,
    pub judge_message: String,
}

/// One judging of one case.
#[derive(Clone, Debug)]
pub(super) struct Attempt {
    pub verdict: Verdict,
    pub rule: String,
    pub explanation: String,
    pub evidence: Vec<Evidence>,
    pub measures: Measures,
    pub feedback: Feedback,
}

impl<'a> Bench<'a> {
    pub fn new(setup: &'a Setup<'a>) -> Self {
        let validators = setup.validators.iter().map(|_| None).collect();
        Self { setup, candidate: None, validators }
    }

    /// Judges a case; a time limit missed by little is measured again.
    pub fn judge(&mut self, case: &Case) -> Result<Judged> {
        let mut attempt = match self.attempt(case) {
            // A fault of ours is never held against the candidate: once more, all fresh.
            Err(Error::Sandbox(_)) => {
                *self = Self::new(self.setup);
                self.attempt(case)?
            }
            other => other?,
        };
        if self.is_near_miss(&attempt) {
            let again = self.attempt(case)?;
            attempt = settle(attempt, again, self.setup.limits.cpu);
        }
        attempt.measures.input_bytes =
            std::fs::metadata(&case.input).map_or(0, |metadata| metadata.len());
        let accepted = attempt.verdict.is_accepted();
        let evidence =
            if accepted || !self.discloses(case) { Vec::new() } else { attempt.evidence };
        Ok(Judged {
            result: CaseResult {
                verdict: attempt.verdict,
                score: attempt.feedback.score,
                multiplier: attempt.feedback.multiplier,
            },
            judge_message: attempt.feedback.judge_message,
            check: Check {
                id: case.name.clone(),
                title: case.short_name().to_owned(),
                verdict: attempt.verdict,
                rule: attempt.rule,
                explanation: if accepted { String::new() } else { attempt.explanation },
                score: attempt.feedback.score,
                evidence,
                measures: attempt.measures,
            },
        })
    }

    fn attempt(&mut self, case: &Case) -> Result<Attempt> {
        if self.setup.package.kind.interactive { self.converse(case) } else { self.batch(case) }
    }

    fn is_near_miss(&self, attempt: &Attempt) -> bool {
        let used = Duration::from_micros(attempt.measures.cpu_us);
        attempt.verdict == Verdict::TimeLimit
            && used > self.setup.limits.cpu
            && used <= self.setup.limits.cpu.mul_f64(MARGIN)
    }

    fn discloses(&self, case: &Case) -> bool {
        match self.setup.disclosure {
            Disclosure::Everything => true,
            Disclosure::AsPackaged => case.full_feedback,
            Disclosure::Nothing => false,
        }
    }

    /// Run, validate, and again as long as the validator asks for another pass.
    fn batch(&mut self, case: &Case) -> Result<Attempt> {
        let (mut input, answer) = (read(&case.input)?, read(&case.answer)?);
        let mut all = Measures::default();
        for pass in 1..=self.passes() {
            let outcome = match self.setup.candidate {
                Candidate::Program(executable) => self.run(executable, case, &input)?,
                Candidate::Answers(files) => match answer_for(files, case) {
                    Some(bytes) => finished(bytes),
                    None => return Ok(no_answer(case)),
                },
            };
            all.max(&measures(&outcome));
            let shown = Shown { input: &input, answer: &answer, outcome: &outcome };
            if let Some(decision) = self.decide(&outcome)? {
                return Ok(Attempt::failed(decision, &shown, all));
            }
            let pass = if pass == 1 { Pass::First } else { Pass::Later };
            let attempt = match self.validate(case, &shown, pass)? {
                (Answer::Accepted(feedback), _) if feedback.next_pass.is_some() => {
                    if !self.setup.package.kind.multi_pass {
                        let reason = "it asks for another pass, but the package has one only";
                        return Ok(Attempt::broken(reason, &shown, all));
                    }
                    input = feedback.next_pass.unwrap_or_default();
                    continue;
                }
                (Answer::Accepted(feedback), _) => Attempt::accepted(feedback, all),
                (Answer::Wrong(feedback), diff) => Attempt::wrong(feedback, diff, &shown, all),
                (Answer::Broken(reason), _) => Attempt::broken(&reason, &shown, all),
            };
            return Ok(attempt);
        }
        Ok(self.too_many_passes(all))
    }

    pub(super) fn passes(&self) -> u32 {
        let package = self.setup.package;
        if package.kind.multi_pass {
            package.limits.validation_passes.unwrap_or(exercise::Limits::VALIDATION_PASSES)
        } else {
            1
        }
    }

    pub(super) fn too_many_passes(&self, all: Measures) -> Attempt {
        let reason = format!("the validator asks for more than {} passes", self.passes());
        let nothing = finished(Vec::new());
        Attempt::broken(&reason, &Shown { input: b"", answer: b"", outcome: &nothing }, all)
    }

    pub(super) fn decide(&self, outcome: &Outcome) -> Result<Option<Decision>> {
        if outcome.cause == sandbox::Cause::Cancelled {
            return Err(Error::Cancelled);
        }
        Ok(match self.setup.candidate {
            Candidate::Program(executable) => {
                let language = executable.language.as_deref();
                decide(outcome, &self.setup.limits, language, &executable.own_names())
            }
            Candidate::Answers(_) => None,
        })
    }

    pub(super) fn run(
        &mut self,
        executable: &Executable,
        case: &Case,
        input: &[u8],
    ) -> Result<Outcome> {
        let mut command = self.candidate_command(executable, case)?;
        command.stdin = Stdin::Bytes(SealedBytes::new(input)?);
        Ok(self.candidate_container(executable)?.run(command)?)
    }

    /// The command of a run, with the working directory as the format wants it.
    pub(super) fn candidate_command(
        &mut self,
        executable: &Executable,
        case: &Case,
    ) -> Result<sandbox::Command> {
        let writes = self.setup.package.allow_file_writing;
        let mut limits = self.setup.limits;
        limits.cpu = limits.cpu.mul_f64(self.setup.margin);
        let mut command = executable.command(&limits, &case.args);
        command.cancel.clone_from(&self.setup.cancel);
        if !writes && case.files.is_empty() {
            command.cwd = BOX.into();
            return Ok(command);
        }
        command.work_read_only = !writes;
        let container = self.candidate_container(executable)?;
        for file in &executable.sources {
            container.put(Place::Work, Path::new(&file.name), &file.bytes, Mode::Plain)?;
        }
        for file in &case.files {
            let bytes = read(&file.path)?;
            container.put(Place::Work, Path::new(&file.name), &bytes, Mode::Plain)?;
        }
        Ok(command)
    }

    pub(super) fn candidate_container(
        &mut self,
        executable: &Executable,
    ) -> Result<&mut Container> {
        let setup = self.setup;
        match &mut self.candidate {
            Some(container) => Ok(container),
            empty => Ok(empty.insert(executable.container(setup.sandbox)?)),
        }
    }

    pub(super) fn validator_container(&mut self, index: usize) -> Result<&mut Container> {
        let setup = self.setup;
        match &mut self.validators[index] {
            Some(container) => Ok(container),
            empty => Ok(empty.insert(setup.validators[index].executable.container(setup.sandbox)?)),
        }
    }

    pub(super) fn submission_files(&self) -> &'a [SourceFile] {
        match self.setup.candidate {
            Candidate::Program(executable) => &executable.sources,
            Candidate::Answers(files) => files,
        }
    }

    /// All validators must accept; the first score counts.
    fn validate(
        &mut self,
        case: &Case,
        shown: &Shown<'_>,
        pass: Pass,
    ) -> Result<(Answer, Option<Evidence>)> {
        let setup = self.setup;
        let output = &shown.outcome.stdout.bytes;
        if setup.validators.is_empty() {
            return self.compare(case, shown);
        }
        let submission = self.submission_files();
        let files = ValidatorFiles { input: shown.input, answer: shown.answer, submission };
        let mut all = Feedback::default();
        for (index, tool) in setup.validators.iter().enumerate() {
            let args = case.output_validator_args.of(&tool.name);
            let container = self.validator_container(index)?;
            match tool.validate(container, files, output, &args, pass)? {
                Answer::Accepted(feedback) => all.join(feedback),
                other => return Ok((other, None)),
            }
        }
        Ok((Answer::Accepted(all), None))
    }

    /// The default validator.
    fn compare(&self, case: &Case, shown: &Shown<'_>) -> Result<(Answer, Option<Evidence>)> {
        let output = &shown.outcome.stdout.bytes;
        let options = DefaultOptions::parse(&case.output_validator_args.of("default"))
            .map_err(|reason| Error::package(self.setup.package, reason))?;
        if options.compare(shown.answer, output).is_ok() {
            return Ok((Answer::Accepted(Feedback::default()), None));
        }
        let diff = explain(shown.answer, output, &options);
        Ok((Answer::Wrong(Feedback::default()), diff.map(|diff| Evidence::Diff { diff })))
    }
}

/// What an attempt was about, for evidence.
pub(super) struct Shown<'a> {
    pub input: &'a [u8],
    pub answer: &'a [u8],
    pub outcome: &'a Outcome,
}

impl Shown<'_> {
    fn evidence(&self) -> Vec<Evidence> {
        let mut evidence = Vec::new();
        for (title, bytes) in [
            ("input", self.input),
            ("answer", self.answer),
            ("output", &self.outcome.stdout.bytes),
            ("standard error", &self.outcome.stderr.bytes),
        ] {
            if !bytes.is_empty() {
                evidence.push(Evidence::text(title, bytes));
            }
        }
        evidence
    }
}

impl Attempt {
    pub fn accepted(feedback: Feedback, measures: Measures) -> Self {
        Self {
            verdict: Verdict::Accepted,
            rule: String::from("right answer"),
            explanation: String::new(),
            evidence: Vec::new(),
            measures,
            feedback,
        }
    }

    pub fn failed(decision: Decision, shown: &Shown<'_>, measures: Measures) -> Self {
        let mut evidence: Vec<Evidence> =
            decision.crash.map(|crash| Evidence::Crash { crash }).into_iter().collect();
        evidence.extend(shown.evidence());
        Self {
            verdict: decision.verdict,
            rule: decision.rule,
            explanation: decision.explanation,
            evidence,
            measures,
            feedback: Feedback::default(),
        }
    }

    pub fn wrong(
        feedback: Feedback,
        diff: Option<Evidence>,
        shown: &Shown<'_>,
        measures: Measures,
    ) -> Self {
        let first_line = |text: &str| text.lines().next().unwrap_or_default().trim().to_owned();
        let said = [&feedback.team_message, &feedback.judge_message]
            .map(|text| first_line(text))
            .into_iter()
            .find(|line| !line.is_empty());
        let explanation = match (&diff, said) {
            (Some(Evidence::Diff { diff }), _) => diff.sentence.clone(),
            (_, Some(said)) => said,
            (_, None) if shown.outcome.stdout.bytes.trim_ascii().is_empty() => {
                String::from("the program printed nothing")
            }
            _ => String::from("the validator rejects the output"),
        };
        let mut evidence: Vec<Evidence> = diff.into_iter().collect();
        for (title, text) in
            [("team message", &feedback.team_message), ("judge message", &feedback.judge_message)]
        {
            if !text.is_empty() {
                evidence.push(Evidence::text(title, text.as_bytes()));
            }
        }
        evidence.extend(shown.evidence());
        Self {
            verdict: Verdict::WrongAnswer,
            rule: String::from("right answer"),
            explanation,
            evidence,
            measures,
            feedback,
        }
    }

    pub fn broken(reason: &str, shown: &Shown<'_>, measures: Measures) -> Self {
        Self {
            verdict: Verdict::JudgeError,
            rule: String::from("a working validator"),
            explanation: format!("the package's validator failed, not the submission: {reason}"),
            evidence: shown.evidence(),
            measures,
            feedback: Feedback::default(),
        }
    }
}

impl Feedback {
    fn join(&mut self, other: Self) {
        self.judge_message.push_str(&other.judge_message);
        self.team_message.push_str(&other.team_message);
        self.score = self.score.or(other.score);
        self.multiplier = self.multiplier.or(other.multiplier);
        self.next_pass = self.next_pass.take().or(other.next_pass);
    }
}

/// A near miss that was measured twice: both times over is a time limit, anything else cannot tell.
fn settle(first: Attempt, again: Attempt, limit: Duration) -> Attempt {
    if again.verdict == Verdict::TimeLimit {
        return again;
    }
    let seconds = |attempt: &Attempt| Duration::from_micros(attempt.measures.cpu_us).as_secs_f64();
    let waited = Duration::from_micros(first.measures.waited_us);
    Attempt {
        verdict: Verdict::Inconclusive,
        explanation: format!(
            "two measurements disagree about the limit of {:.2} s: {:.3} s (waiting {:.3} s for a \
             processor), then {:.3} s; judge again on a quieter machine",
            limit.as_secs_f64(),
            seconds(&first),
            waited.as_secs_f64(),
            seconds(&again)
        ),
        ..first
    }
}

/// A submitted answer for a case: by its whole name or its last part, with `.out` or `.ans`.
fn answer_for(files: &[SourceFile], case: &Case) -> Option<Vec<u8>> {
    let fits = |name: &str| {
        let stem = name.strip_suffix(".out").or_else(|| name.strip_suffix(".ans")).unwrap_or(name);
        stem == case.name || stem == case.short_name()
    };
    files.iter().find(|file| fits(&file.name)).map(|file| file.bytes.clone())
}

fn no_answer(case: &Case) -> Attempt {
    let nothing = finished(Vec::new());
    let shown = Shown { input: b"", answer: b"", outcome: &nothing };
    let mut attempt = Attempt::wrong(Feedback::default(), None, &shown, Measures::default());
    attempt.explanation =
        format!("there is no answer for this case; hand in a file {}.out", case.short_name());
    attempt
}

/// An output that came without a run.
fn finished(bytes: Vec<u8>) -> Outcome {
    Outcome {
        cause: sandbox::Cause::Finished,
        status: sandbox::Status::Exited(0),
        usage: sandbox::Usage::default(),
        stdout: sandbox::Captured { bytes, dropped: 0 },
        stderr: sandbox::Captured::default(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn attempt(verdict: Verdict, cpu_ms: u64) -> Attempt {
        let mut attempt = Attempt::accepted(Feedback::default(), Measures::default());
        attempt.verdict = verdict;
        attempt.measures.cpu_us = cpu_ms * 1000;
        attempt
    }

    #[test]
    fn a_near_miss_is_settled_by_a_second_measurement() {
        let limit = Duration::from_secs(1);
        let miss = attempt(Verdict::TimeLimit, 1100);
        let again = settle(miss.clone(), attempt(Verdict::TimeLimit, 1050), limit);
        assert_eq!(again.verdict, Verdict::TimeLimit);
        let again = settle(miss, attempt(Verdict::Accepted, 900), limit);
        assert_eq!(again.verdict, Verdict::Inconclusive);
        assert!(again.explanation.contains("1.100 s") && again.explanation.contains("0.900 s"));
    }
}
