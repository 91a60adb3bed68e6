//! Does a package prove itself? Judges all labelled submissions and checks the data.

use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use exercise::agreement::{CaseOutcome, Outcome, agrees};
use exercise::time_limit::{Timing, time_limit};
use exercise::validator::DefaultOptions;
use exercise::{Package, TimeLimitRule, ValidatorCase, Verdict};
use serde::{Deserialize, Serialize};

use super::case::{Candidate, Disclosure, Setup};
use super::limits::{MARGIN, cpu_time, run_limits, timing};
use super::plan::{Stop, phases};
use super::prepare::{Prepared, Refusal, prepare, static_checks, validators};
use super::run::run;
use super::summary;
use super::tool::{Answer, Pass, Tool, ValidatorFiles, read};
use crate::error::{Error, Result};
use crate::judge::Judge;
use crate::report::Order;
use crate::submission::Submission;

/// What a package's own labels and data say about it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Verification {
    pub path: String,
    pub name: String,
    pub format: String,
    /// Labelled submissions that got what their label says.
    pub agree: usize,
    pub total: usize,
    /// Why the package was not even read.
    pub refused: Option<String>,
    pub disagreements: Vec<Disagreement>,
    /// Data that does not pass its own validators.
    pub problems: Vec<Problem>,
    /// Things worth knowing that fail nothing, such as a time limit that is tight on this host.
    pub notes: Vec<String>,
    /// CPU time of a case.
    pub time_limit_ms: u64,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Disagreement {
    pub submission: String,
    pub expected: String,
    pub got: String,
    pub reason: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Problem {
    /// Case below `data/`.
    pub case: String,
    pub reason: String,
}

/// How far a verification is.
#[derive(Debug)]
pub enum Progress<'a> {
    /// Work to come, in steps.
    Steps(usize),
    /// One step is done.
    Step(&'a str),
}

impl Verification {
    pub fn is_sound(&self) -> bool {
        self.refused.is_none() && self.agree == self.total && self.problems.is_empty()
    }
}

/// Checks a package that was read.
pub fn verify(
    judge: &Judge,
    package: &Package,
    progress: &mut dyn FnMut(&Progress<'_>),
) -> Result<Verification> {
    let data = package.data.cases().len();
    progress(&Progress::Steps(1 + package.submissions.len()));
    let mut verification = Verification {
        path: package.source.to_string_lossy().into_owned(),
        name: package.name.clone(),
        format: package.format.to_string(),
        total: package.submissions.len(),
        ..Verification::default()
    };
    verification.problems = check_inputs(judge, package)?;
    verification.problems.extend(check_outputs(judge, package)?);
    progress(&Progress::Step(&format!("{data} cases validated")));
    let prepared = prepare_all(judge, package)?;
    let mut timings = Vec::new();
    for (labelled, prepared) in package.submissions.iter().zip(prepared) {
        let outcome = match prepared {
            Ok(Ok(prepared)) => {
                let (outcome, timed, cpu) =
                    run_labelled(judge, package, &labelled.name, &prepared)?;
                timings.push(timed);
                verification.time_limit_ms = u64::try_from(cpu.as_millis()).unwrap_or(u64::MAX);
                outcome
            }
            Ok(Err(refusal)) => {
                verification.notes.push(refusal_note(&labelled.name, &refusal));
                Outcome { refused: Some(refusal.verdict), ..Outcome::default() }
            }
            Err(missing) => {
                verification.disagreements.push(Disagreement {
                    submission: labelled.name.clone(),
                    expected: String::from("a verdict"),
                    got: String::from("JE"),
                    reason: missing.to_string(),
                });
                continue;
            }
        };
        match agrees(labelled, &outcome) {
            Ok(()) => verification.agree += 1,
            Err(found) => verification.disagreements.push(Disagreement {
                submission: labelled.name.clone(),
                expected: found.expected,
                got: found.got,
                reason: found.reason,
            }),
        }
        progress(&Progress::Step(&labelled.name));
    }
    if let Err(error) = time_limit(package, &timings) {
        verification.notes.push(format!("on this host {error}"));
    }
    Ok(verification)
}

fn refusal_note(name: &str, refusal: &Refusal) -> String {
    let output = refusal.compilation.as_ref().map_or("", |compilation| &compilation.output.text);
    let first: Vec<&str> = output.lines().take(3).collect();
    format!("{name}: {} {}", refusal.explanation, first.join(" / "))
}

type PreparedOrRefused = std::result::Result<Prepared, Refusal>;
type PreparedOrMissing = std::result::Result<PreparedOrRefused, Error>;

/// Compiles all submissions, several at a time. A missing toolchain stays with its submission.
fn prepare_all(judge: &Judge, package: &Package) -> Result<Vec<PreparedOrMissing>> {
    let next = AtomicUsize::new(0);
    let results: Mutex<Vec<(usize, Result<PreparedOrRefused>)>> = Mutex::default();
    std::thread::scope(|scope| {
        for _ in 0..judge.config.slots.max(1) {
            scope.spawn(|| {
                loop {
                    let index = next.fetch_add(1, Ordering::Relaxed);
                    let Some(labelled) = package.submissions.get(index) else { return };
                    let submission = Submission::of_label(labelled);
                    let prepared = prepare(judge, package, &submission, &mut |_| {});
                    let mut results =
                        results.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
                    results.push((index, prepared));
                }
            });
        }
    });
    let mut results = results.into_inner().unwrap_or_else(std::sync::PoisonError::into_inner);
    results.sort_by_key(|(index, _)| *index);
    results
        .into_iter()
        .map(|(_, prepared)| match prepared {
            Err(missing @ Error::Missing(_)) => Ok(Err(missing)),
            Err(error) => Err(error),
            Ok(prepared) => Ok(Ok(prepared)),
        })
        .collect()
}

/// Judges one labelled submission on everything that its package would run.
fn run_labelled(
    judge: &Judge,
    package: &Package,
    name: &str,
    prepared: &Prepared,
) -> Result<(Outcome, Timing, Duration)> {
    let cpu = cpu_time(judge, package, prepared, &mut |_| {})?;
    let candidate = match prepared {
        Prepared::Program { executable, .. } => Candidate::Program(executable),
        Prepared::Answers(submission) => Candidate::Answers(&submission.files),
    };
    let setup = Setup {
        sandbox: &judge.sandbox,
        package,
        candidate,
        limits: run_limits(package, prepared, cpu),
        margin: margin(package),
        validators: validators(judge, package)?,
        disclosure: Disclosure::Nothing,
        cancel: None,
    };
    let planned = phases(package, Order::ByName, Stop::AsPackaged, None);
    let results = run(&setup, planned, (Stop::AsPackaged, judge.config.slots), &mut |_| {})?;
    let statics = match prepared {
        Prepared::Program { executable, .. } => static_checks(judge, package, executable)?,
        Prepared::Answers(_) => Vec::new(),
    };
    let graded = summary::grade(judge, package, &results, &statics);
    let mut cases: Vec<CaseOutcome> = results
        .iter()
        .flat_map(|result| &result.judged)
        .map(|judged| CaseOutcome {
            name: judged.check.id.clone(),
            verdict: judged.check.verdict,
            judge_message: judged.judge_message.clone(),
        })
        .collect();
    if let Some(error) = graded.error {
        cases.push(CaseOutcome {
            name: format!("scoring: {error}"),
            verdict: Verdict::JudgeError,
            judge_message: String::new(),
        });
    }
    let timed = timing(name, &results);
    Ok((Outcome { refused: None, cases, grades: graded.grades }, timed, cpu))
}

/// Runs go on long enough to tell whether a slow submission is slow enough.
fn margin(package: &Package) -> f64 {
    match package.time_limit.rule {
        TimeLimitRule::Legacy { .. } => MARGIN,
        TimeLimitRule::Bounded { time_limit_to_tle, .. } => (time_limit_to_tle * 1.02).max(MARGIN),
    }
}

/// All input validators must accept all data; at least one must refuse each `invalid_input`.
fn check_inputs(judge: &Judge, package: &Package) -> Result<Vec<Problem>> {
    let mut problems = Vec::new();
    let mut tools = Vec::new();
    for program in &package.input_validators {
        let tool = Tool::build(&judge.compiler, package, program)?;
        let container = tool.executable.container(&judge.sandbox)?;
        tools.push((tool, container));
    }
    for case in package.data.cases() {
        let input = read(&case.input)?;
        for (tool, container) in &mut tools {
            let mut args = case.input_validator_args.of(&tool.name);
            args.extend(case.args.iter().cloned());
            if let Some(reason) = tool.validate_input(container, &input, &case.files, &args)? {
                problems.push(Problem { case: case.name.clone(), reason });
            }
        }
    }
    let self_tests = |cases: &'_ [ValidatorCase]| cases.to_vec();
    for case in self_tests(&package.data.invalid_input) {
        let mut refused = false;
        for (tool, container) in &mut tools {
            refused |= !accepts_input(tool, container, &case)?;
        }
        if !refused {
            let reason = String::from("no input validator refuses it, although it is invalid");
            problems.push(Problem { case: case.name.clone(), reason });
        }
    }
    let valid = self_tests(&package.data.valid_output).into_iter();
    for case in valid.chain(self_tests(&package.data.invalid_output)) {
        for (tool, container) in &mut tools {
            if !accepts_input(tool, container, &case)? {
                let reason = format!("{} refuses its input", tool.name);
                problems.push(Problem { case: case.name.clone(), reason });
            }
        }
    }
    Ok(problems)
}

fn accepts_input(
    tool: &Tool,
    container: &mut sandbox::Container,
    case: &ValidatorCase,
) -> Result<bool> {
    let mut args = case.input_validator_args.of(&tool.name);
    args.extend(case.args.iter().cloned());
    let input = read(&case.input)?;
    Ok(tool.validate_input(container, &input, &case.files, &args)?.is_none())
}

/// `valid_output` and sample outputs must be accepted, `invalid_output` refused.
fn check_outputs(judge: &Judge, package: &Package) -> Result<Vec<Problem>> {
    let mut problems = Vec::new();
    if package.kind.interactive || package.kind.multi_pass {
        return Ok(problems);
    }
    let tools = validators(judge, package)?;
    let mut containers = Vec::new();
    for tool in &tools {
        containers.push(tool.executable.container(&judge.sandbox)?);
    }
    let mut tests: Vec<(ValidatorCase, bool)> = Vec::new();
    tests.extend(package.data.valid_output.iter().cloned().map(|case| (case, true)));
    tests.extend(package.data.invalid_output.iter().cloned().map(|case| (case, false)));
    for (case, wanted) in tests {
        let (Some(answer), Some(output)) = (&case.answer, &case.output) else { continue };
        let (input, answer, output) = (read(&case.input)?, read(answer)?, read(output)?);
        let mut accepted = true;
        if tools.is_empty() {
            let args = case.output_validator_args.of("default");
            let options =
                DefaultOptions::parse(&args).map_err(|reason| Error::package(package, reason))?;
            accepted = options.compare(&answer, &output).is_ok();
        }
        for (tool, container) in tools.iter().zip(&mut containers) {
            let files = ValidatorFiles { input: &input, answer: &answer, submission: &[] };
            let args = case.output_validator_args.of(&tool.name);
            match tool.validate(container, files, &output, &args, Pass::First)? {
                Answer::Accepted(_) => {}
                Answer::Wrong(_) => accepted = false,
                Answer::Broken(reason) => {
                    problems.push(Problem { case: case.name.clone(), reason });
                }
            }
        }
        if accepted != wanted {
            let reason = if wanted {
                "the output validator refuses this valid output"
            } else {
                "the output validator accepts this invalid output"
            };
            problems.push(Problem { case: case.name.clone(), reason: reason.to_owned() });
        }
    }
    Ok(problems)
}
