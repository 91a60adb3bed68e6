//! A package's own programs: output validators, interactive ones, static validators, input
//! validators, graders. Builds and runs them, and reads what they leave.
//!
//! What an answer means for a verdict is decided in `case` and `interactive`.

use std::path::Path;
use std::time::Duration;

use exercise::{Package, Program, ProgramForm, SourceFile};
use sandbox::{
    Cause, Command, Container, Mode, Outcome, Place, SealedBytes, Sink, Status, Stdin, TakeLimits,
};

use crate::compile::{Built, CompileLimits, Compiler, Job};
use crate::error::{Error, Result};
use crate::executable::{Executable, RunLimits};

/// A built tool.
#[derive(Clone, Debug)]
pub struct Tool {
    pub name: String,
    pub executable: Executable,
    pub limits: RunLimits,
}

/// What a validator said.
#[derive(Clone, Debug, PartialEq)]
pub enum Answer {
    Accepted(Feedback),
    Wrong(Feedback),
    /// It crashed, timed out, or spoke out of protocol: a judge error, with the reason.
    Broken(String),
}

/// The feedback folder after a validator has run.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Feedback {
    pub judge_message: String,
    pub team_message: String,
    pub score: Option<f64>,
    pub multiplier: Option<f64>,
    pub next_pass: Option<Vec<u8>>,
}

/// The files a validator is shown, as arguments in this order.
#[derive(Clone, Copy, Debug)]
pub struct ValidatorFiles<'a> {
    pub input: &'a [u8],
    pub answer: &'a [u8],
    /// Shown in the working directory.
    pub submission: &'a [SourceFile],
}

/// Whether a validator starts anew or goes on with what it left in its feedback folder.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pass {
    First,
    Later,
}

const ACCEPT: i32 = 42;
const REJECT: i32 = 43;
const MIB: u64 = 1 << 20;
const TOOL_PROCESSES: u32 = 64;
/// Files a validator may leave in its feedback folder.
const FEEDBACK_FILES: usize = 64;
const INPUT: &str = "judge/input";
const ANSWER: &str = "judge/answer";
const FEEDBACK: &str = "feedback";
const SUBMISSION: &str = "submission";
/// Makes the folder it lies in exist.
const PLACEHOLDER: &str = ".keep";

/// Limits of a package's tools.
pub fn tool_limits(package: &Package) -> RunLimits {
    use exercise::Limits as Defaults;
    let limits = &package.limits;
    let cpu = limits.validation_time.unwrap_or(Defaults::VALIDATION_TIME);
    RunLimits {
        cpu,
        wall: RunLimits::wall_for(cpu),
        memory: limits.validation_memory_mib.unwrap_or(Defaults::VALIDATION_MEMORY_MIB) * MIB,
        output: limits.validation_output_mib.unwrap_or(Defaults::VALIDATION_OUTPUT_MIB) * MIB,
        processes: Some(TOOL_PROCESSES),
    }
}

impl Tool {
    /// A tool that does not compile is the package's fault.
    pub fn build(compiler: &Compiler, package: &Package, program: &Program) -> Result<Self> {
        let limits = CompileLimits {
            cpu: Some(package.limits.compilation_time.unwrap_or(Duration::from_mins(1))),
            ..CompileLimits::default()
        };
        let built = match &program.form {
            ProgramForm::Scripts { build } => {
                compiler.build_scripts(&program.files, *build, limits)?
            }
            ProgramForm::Python { entry } => {
                build_language(compiler, package, program, "python3", Some(entry), limits)?
            }
            ProgramForm::Native { language } | ProgramForm::Other { language } => {
                build_language(compiler, package, program, language, None, limits)?
            }
        };
        match built {
            Built::Ready(executable) => Ok(Self {
                name: program.name.clone(),
                executable: *executable,
                limits: tool_limits(package),
            }),
            Built::Failed(failure) => {
                let first = failure.compilation.output.text.lines().next().unwrap_or_default();
                let reason = format!(
                    "its program {} does not build: {} {first}",
                    program.name, failure.explanation
                );
                Err(Error::package(package, reason.trim_end()))
            }
        }
    }

    /// Prepares the command of an output validator and the files it is shown.
    pub fn validator_command(
        &self,
        container: &mut Container,
        files: ValidatorFiles<'_>,
        args: &[String],
        pass: Pass,
    ) -> Result<Command> {
        let mut put = |name: &str, bytes: &[u8]| {
            container.put(Place::Work, Path::new(name), bytes, Mode::Plain)
        };
        put(INPUT, files.input)?;
        if pass == Pass::First {
            put(ANSWER, files.answer)?;
            put(&format!("{FEEDBACK}/{PLACEHOLDER}"), b"")?;
            put(&format!("{SUBMISSION}/{PLACEHOLDER}"), b"")?;
            for file in files.submission {
                put(&format!("{SUBMISSION}/{}", file.name), &file.bytes)?;
            }
        }
        let mut all =
            vec![format!("/work/{INPUT}"), format!("/work/{ANSWER}"), format!("/work/{FEEDBACK}/")];
        all.extend_from_slice(args);
        let mut command = self.executable.command(&self.limits, &all);
        command.cwd = format!("/work/{SUBMISSION}").into();
        if pass == Pass::Later {
            command.scratch = sandbox::Scratch::Keep;
        }
        Ok(command)
    }

    /// Runs an output validator on a finished output.
    pub fn validate(
        &self,
        container: &mut Container,
        files: ValidatorFiles<'_>,
        output: &[u8],
        args: &[String],
        pass: Pass,
    ) -> Result<Answer> {
        let mut command = self.validator_command(container, files, args, pass)?;
        command.stdin = Stdin::Bytes(SealedBytes::new(output)?);
        let outcome = container.run(command)?;
        self.answer(container, &outcome, files)
    }

    /// Reads exit status and feedback folder of a validator that has ended.
    pub fn answer(
        &self,
        container: &mut Container,
        outcome: &Outcome,
        files: ValidatorFiles<'_>,
    ) -> Result<Answer> {
        let status = match outcome.cause {
            Cause::ExitStatus(status) => status,
            Cause::Cancelled => return Err(Error::Cancelled),
            _ => return Ok(Answer::Broken(self.failure(outcome))),
        };
        if status != ACCEPT && status != REJECT {
            return Ok(Answer::Broken(self.failure(outcome)));
        }
        let shown: usize = files.submission.iter().map(|file| file.bytes.len()).sum();
        let known = (files.input.len() + files.answer.len() + shown) as u64;
        let limits = TakeLimits {
            files: FEEDBACK_FILES + files.submission.len(),
            bytes: self.limits.output + known,
        };
        let taken = match container.take(Place::Work, limits) {
            Ok(taken) => taken,
            Err(sandbox::Error::TooMuch) => {
                return Ok(Answer::Broken(format!("{} left too much feedback", self.name)));
            }
            Err(error) => return Err(error.into()),
        };
        let feedback = match Feedback::of(taken) {
            Ok(feedback) => feedback,
            Err(reason) => return Ok(Answer::Broken(format!("{}: {reason}", self.name))),
        };
        if feedback.next_pass.is_some() {
            if status == REJECT {
                let reason = format!("{} rejects the output and asks for another pass", self.name);
                return Ok(Answer::Broken(reason));
            }
            // The next pass finds everything but this file as it was left.
            let mut command =
                Command::new(["/bin/rm", "-f", &format!("/work/{FEEDBACK}/nextpass.in")]);
            command.scratch = sandbox::Scratch::Keep;
            container.run(command)?;
        }
        Ok(if status == ACCEPT { Answer::Accepted(feedback) } else { Answer::Wrong(feedback) })
    }

    /// Runs a static validator over a submission.
    pub fn validate_sources(
        &self,
        container: &mut Container,
        submission: &[SourceFile],
        (language, entry): (&str, &str),
        args: &[String],
    ) -> Result<Answer> {
        let files = ValidatorFiles { input: b"", answer: b"", submission };
        let mut command = self.validator_command(container, files, args, Pass::First)?;
        let mut argv = command.argv;
        let own = self.executable.argv.len();
        argv.splice(own..own + 2, [language.into(), entry.into()]);
        command.argv = argv;
        let outcome = container.run(command)?;
        self.answer(container, &outcome, files)
    }

    /// Runs an input validator: `Ok(None)` when it accepts, else why not.
    pub fn validate_input(
        &self,
        container: &mut Container,
        input: &[u8],
        files: &[exercise::DataFile],
        args: &[String],
    ) -> Result<Option<String>> {
        for file in files {
            let bytes = read(&file.path)?;
            container.put(Place::Work, Path::new(&file.name), &bytes, Mode::Plain)?;
        }
        let mut command = self.executable.command(&self.limits, args);
        command.stdin = Stdin::Bytes(SealedBytes::new(input)?);
        let outcome = container.run(command)?;
        Ok(match outcome.cause {
            Cause::ExitStatus(ACCEPT) => None,
            _ => Some(self.failure(&outcome)),
        })
    }

    /// Runs a custom grader: one line for each child, one line back.
    pub fn grade(
        &self,
        container: &mut Container,
        lines: &str,
        args: &[String],
    ) -> Result<Outcome> {
        let mut command = self.executable.command(&self.limits, args);
        command.stdin = Stdin::Bytes(SealedBytes::new(lines.as_bytes())?);
        command.stdout = Sink::Collect;
        Ok(container.run(command)?)
    }

    /// How a tool went wrong, for the author of the package.
    pub fn failure(&self, outcome: &Outcome) -> String {
        let what = match (&outcome.cause, outcome.status) {
            (Cause::ExitStatus(_) | Cause::Finished, Status::Exited(status)) => {
                format!("ended with status {status}, neither 42 nor 43")
            }
            (Cause::Signal(signal), _) => {
                format!("was ended by {}", crate::language::signal_meaning(*signal).0)
            }
            (Cause::CpuTime | Cause::WallTime { .. }, _) => String::from("took too long"),
            (Cause::Memory(_), _) => String::from("needed too much memory"),
            (Cause::Output(_), _) => String::from("printed too much"),
            (cause, _) => format!("could not run ({cause:?})"),
        };
        let stderr = String::from_utf8_lossy(&outcome.stderr.bytes);
        let last = stderr.lines().rev().find(|line| !line.trim().is_empty()).unwrap_or_default();
        let last: String = last.chars().take(200).collect();
        if last.is_empty() {
            format!("{} {what}", self.name)
        } else {
            format!("{} {what}: {last}", self.name)
        }
    }
}

impl Feedback {
    fn of(taken: Vec<sandbox::TakenFile>) -> std::result::Result<Self, String> {
        let mut feedback = Self::default();
        for file in taken {
            let Ok(name) = file.path.strip_prefix(FEEDBACK) else { continue };
            let text = || String::from_utf8_lossy(&file.bytes).into_owned();
            match name.to_str() {
                Some("judgemessage.txt") => feedback.judge_message = text(),
                Some("teammessage.txt") => feedback.team_message = text(),
                Some("score.txt") => feedback.score = Some(number("score.txt", &text())?),
                Some("score_multiplier.txt") => {
                    let multiplier = number("score_multiplier.txt", &text())?;
                    if !(0.0..=1.0).contains(&multiplier) {
                        return Err(format!("score_multiplier.txt has {multiplier}, not 0 to 1"));
                    }
                    feedback.multiplier = Some(multiplier);
                }
                Some("nextpass.in") => feedback.next_pass = Some(file.bytes),
                // Pictures and notes of the validator's own.
                _ => {}
            }
        }
        Ok(feedback)
    }
}

/// A file of the package.
pub fn read(path: &Path) -> Result<Vec<u8>> {
    std::fs::read(path).map_err(|source| Error::Unreadable { path: path.to_owned(), source })
}

fn number(file: &str, text: &str) -> std::result::Result<f64, String> {
    exercise::number::parse_float(text.trim())
        .filter(|number| number.is_finite())
        .ok_or_else(|| format!("{file} holds no number"))
}

fn build_language(
    compiler: &Compiler,
    package: &Package,
    program: &Program,
    code: &str,
    entry_point: Option<&str>,
    limits: CompileLimits,
) -> Result<Built> {
    let language = compiler.registry().by_name(code).ok_or_else(|| {
        let reason = format!("its program {} is in {code}, which is not known here", program.name);
        Error::package(package, reason)
    })?;
    compiler.build(Job { language, files: program.files.clone(), entry_point, owner: "", limits })
}
