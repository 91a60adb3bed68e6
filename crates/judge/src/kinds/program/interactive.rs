//! Interactive cases: submission and validator in two containers, joined by two pipes.
//!
//! Every byte passes a pump of ours, which records a transcript and counts against the output
//! limits. Who ended first is noted, because it decides when both sides fail. The submission never
//! sees the input file; the validator alone has it.

use std::fs::File;
use std::io::{Read, Write};
use std::os::fd::OwnedFd;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use exercise::{Case, Verdict};
use sandbox::{Cancel, Cause, Command, Outcome, Sink, Stdin};

use super::case::{Attempt, Bench, Candidate, Shown};
use super::decide::{Decision, SIGPIPE, measures};
use super::tool::{Answer, Pass, Tool, ValidatorFiles, read};
use crate::error::{Error, Result};
use crate::report::{Evidence, Measures, Said, Speaker};

/// Bytes of the transcript that are kept, both sides together.
const TRANSCRIPT_BYTES: usize = 64 * 1024;
/// Entries of the transcript: a talk in single bytes would make each a heavy one.
const TRANSCRIPT_ENTRIES: usize = 4000;
/// Bytes read for a side that has ended, so that the other is not stopped by a full pipe.
const LATE_BYTES: u64 = 1 << 20;
const CHUNK: usize = 64 * 1024;

/// How the two sides ended.
struct Ended {
    candidate: Outcome,
    validator: Outcome,
    /// Whether the validator fell silent before the submission did. Told by the ends of the pipes,
    /// since a container answers only after it has cleaned up.
    validator_first: bool,
    transcript: Transcript,
    /// The submission said more than the output limit.
    flooded: bool,
}

#[derive(Default)]
struct Transcript {
    entries: Vec<Said>,
    kept: usize,
    dropped: u64,
}

impl Bench<'_> {
    /// Judges one interactive case, with as many passes as the validator asks for.
    pub(super) fn converse(&mut self, case: &Case) -> Result<Attempt> {
        let Candidate::Program(executable) = self.setup.candidate else {
            return Err(Error::package(self.setup.package, "an interactive package runs programs"));
        };
        let Some(tool) = self.setup.validators.first() else {
            return Err(Error::package(self.setup.package, "interactive, but without a validator"));
        };
        let (mut input, answer) = (read(&case.input)?, read(&case.answer)?);
        let mut all = Measures::default();
        for pass in 1..=self.passes() {
            let submission = self.submission_files();
            let files = ValidatorFiles { input: &input, answer: &answer, submission };
            let pass = if pass == 1 { Pass::First } else { Pass::Later };
            let command = self.candidate_command(executable, case)?;
            let args = case.output_validator_args.of(&tool.name);
            self.candidate_container(executable)?;
            let container = self.validator_container(0)?;
            let talk = tool.validator_command(container, files, &args, pass)?;
            let ended = self.connect(tool, command, talk)?;
            all.max(&measures(&ended.candidate));
            let said = tool.answer(self.validator_container(0)?, &ended.validator, files)?;
            match self.weigh(ended, said, all)? {
                Weighed::NextPass(next) => input = next,
                Weighed::Final(attempt) => return Ok(*attempt),
            }
        }
        Ok(self.too_many_passes(all))
    }

    /// Runs both sides until both have ended.
    fn connect(&mut self, tool: &Tool, mut command: Command, mut talk: Command) -> Result<Ended> {
        let (from_candidate, candidate_out) = sandbox::pipe()?;
        let (candidate_in, to_candidate) = sandbox::pipe()?;
        let (from_validator, validator_out) = sandbox::pipe()?;
        let (validator_in, to_validator) = sandbox::pipe()?;
        command.stdin = Stdin::Descriptor(candidate_in);
        command.stdout = Sink::Descriptor(candidate_out);
        talk.stdin = Stdin::Descriptor(validator_in);
        talk.stdout = Sink::Descriptor(validator_out);
        // The validator may take as long as the submission, and its own time besides.
        talk.limits.wall = command.limits.wall + tool.limits.wall;
        // A submission that was told "wrong" need not go on.
        let decided = Cancel::new()?;
        if command.cancel.is_none() {
            command.cancel = Some(decided.clone());
        }
        let (limit, talk_limit) = (self.setup.limits.output, tool.limits.output);
        let lost = || Error::Request(String::from("a side of the talk has no container"));
        let candidate = self.candidate.as_mut().ok_or_else(lost)?;
        let validator = self.validators[0].as_mut().ok_or_else(lost)?;
        let transcript = Mutex::new(Transcript::default());
        let silent = AtomicBool::new(false);
        let start = Instant::now();
        let record = |by, bytes: &[u8]| {
            let at_ms = u64::try_from(start.elapsed().as_millis()).unwrap_or(u64::MAX);
            transcript.lock().unwrap_or_else(PoisonError::into_inner).add(by, at_ms, bytes);
        };
        let (ran, checked, outgoing, incoming) = std::thread::scope(|scope| {
            let outgoing = scope.spawn(|| {
                pump(from_candidate, to_validator, limit, &silent, |bytes| {
                    record(Speaker::Submission, bytes);
                })
            });
            let incoming = scope.spawn(|| {
                let anyway = AtomicBool::new(false);
                pump(from_validator, to_candidate, talk_limit, &anyway, |bytes| {
                    record(Speaker::Judge, bytes);
                })
            });
            let run = scope.spawn(|| candidate.run(command));
            let checked = validator.run(talk);
            let wrong = checked.as_ref().is_ok_and(|out| out.cause == Cause::ExitStatus(43));
            // A submission that is silent already is about to end, and its own end counts.
            if wrong && !silent.load(Ordering::Acquire) {
                // Nothing is lost if it has ended by itself.
                let _already_over = decided.cancel();
            }
            (join(run), checked, join(outgoing), join(incoming))
        });
        Ok(Ended {
            candidate: ran?,
            validator: checked?,
            validator_first: incoming.at <= outgoing.at,
            transcript: transcript.into_inner().unwrap_or_else(PoisonError::into_inner),
            flooded: outgoing.flow == Flow::TooMuch,
        })
    }

    /// The verdict, by who ended first and how.
    fn weigh(&self, ended: Ended, said: Answer, all: Measures) -> Result<Weighed> {
        let validator_first = ended.validator_first;
        let told_wrong = validator_first && matches!(said, Answer::Wrong(_));
        let mut decision = match ended.candidate.cause {
            // Stopped by us because the validator had decided; it may have been just about to end.
            Cause::Cancelled if matches!(said, Answer::Wrong(_)) && self.setup.cancel.is_none() => {
                None
            }
            // The validator left, and so nobody read: a consequence, not a cause.
            Cause::Signal(SIGPIPE) if validator_first => None,
            _ => self.decide(&ended.candidate)?,
        };
        if ended.flooded && decision.is_none() {
            decision = Some(flood(self.setup.limits.output));
        }
        if let Some(found) = &mut decision {
            explain_stall(found, &ended);
        }
        let shown = Shown { input: b"", answer: b"", outcome: &ended.candidate };
        let attempt = match (said, decision) {
            (Answer::Broken(reason), _) => Attempt::broken(&reason, &shown, all),
            (Answer::Wrong(feedback), _) if told_wrong => {
                Attempt::wrong(feedback, None, &shown, all)
            }
            (_, Some(decision)) => Attempt::failed(decision, &shown, all),
            (Answer::Wrong(feedback), None) => Attempt::wrong(feedback, None, &shown, all),
            (Answer::Accepted(feedback), None) => match feedback.next_pass {
                Some(next) if self.setup.package.kind.multi_pass => {
                    return Ok(Weighed::NextPass(next));
                }
                Some(_) => Attempt::broken("it asks for another pass", &shown, all),
                None => Attempt::accepted(feedback, all),
            },
        };
        Ok(Weighed::Final(Box::new(with_transcript(attempt, ended.transcript))))
    }
}

enum Weighed {
    NextPass(Vec<u8>),
    Final(Box<Attempt>),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Flow {
    Ended,
    /// More than the limit; the rest was not passed on.
    TooMuch,
}

/// How and when one direction of the talk ended.
#[derive(Clone, Copy, Debug)]
struct Silence {
    flow: Flow,
    at: Instant,
}

/// Copies until the writer ends. After the reader has ended or the limit is reached, a bounded rest
/// is read and dropped; then the pipe is closed. `silent` is set before the reader can know.
fn pump(
    from: OwnedFd,
    to: OwnedFd,
    limit: u64,
    silent: &AtomicBool,
    record: impl Fn(&[u8]),
) -> Silence {
    let (mut from, mut to) = (File::from(from), Some(File::from(to)));
    let silence = |flow| {
        silent.store(true, Ordering::Release);
        Silence { flow, at: Instant::now() }
    };
    let (mut passed, mut late) = (0, 0);
    let mut buffer = vec![0; CHUNK];
    loop {
        let length = match from.read(&mut buffer) {
            Err(error) if error.kind() == std::io::ErrorKind::Interrupted => continue,
            // A broken pipe ends the flow just as its end does.
            Ok(0) | Err(_) => return silence(Flow::Ended),
            Ok(length) => length,
        };
        let bytes = &buffer[..length];
        passed += length as u64;
        if passed > limit {
            return silence(Flow::TooMuch);
        }
        record(bytes);
        if to.as_mut().is_some_and(|to| to.write_all(bytes).is_err()) {
            to = None;
        }
        if to.is_none() {
            late += length as u64;
            if late > LATE_BYTES {
                return silence(Flow::Ended);
            }
        }
    }
}

fn join<T>(thread: std::thread::ScopedJoinHandle<'_, T>) -> T {
    match thread.join() {
        Ok(value) => value,
        Err(panic) => std::panic::resume_unwind(panic),
    }
}

fn flood(limit: u64) -> Decision {
    let allowed = limit >> 20;
    Decision {
        verdict: Verdict::OutputLimit,
        rule: format!("output ≤ {allowed} MiB"),
        explanation: String::from(
            "the program printed more than it may; look for a loop without end",
        ),
        crash: None,
    }
}

/// A program that waited while the judge waited, too, most often forgot to flush.
fn explain_stall(decision: &mut Decision, ended: &Ended) {
    let waiting = matches!(ended.candidate.cause, Cause::WallTime { waiting: true });
    let idle = ended.validator.usage.cpu < Duration::from_millis(500)
        || matches!(ended.validator.cause, Cause::WallTime { waiting: true });
    if waiting && idle {
        decision.explanation =
            String::from("both sides wait for each other; is output flushed after every line?");
    }
}

fn with_transcript(mut attempt: Attempt, transcript: Transcript) -> Attempt {
    let Transcript { entries, dropped, .. } = transcript;
    if !entries.is_empty() {
        attempt.evidence.insert(0, Evidence::Transcript { entries, dropped });
    }
    attempt
}

impl Transcript {
    fn add(&mut self, by: Speaker, at_ms: u64, bytes: &[u8]) {
        let room = TRANSCRIPT_BYTES - self.kept;
        let taken = &bytes[..bytes.len().min(room)];
        self.dropped += (bytes.len() - taken.len()) as u64;
        if taken.is_empty() {
            return;
        }
        let text = String::from_utf8_lossy(taken);
        let full = self.entries.len() >= TRANSCRIPT_ENTRIES;
        match self.entries.last_mut() {
            // One line of talk may come in many pieces.
            Some(last) if last.by == by && (full || !last.text.ends_with('\n')) => {
                last.text.push_str(&text);
            }
            _ if full => {
                self.dropped += taken.len() as u64;
                return;
            }
            _ => self.entries.push(Said { by, at_ms, text: text.into_owned() }),
        }
        self.kept += taken.len();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_transcript_joins_pieces_and_is_bounded() {
        let mut transcript = Transcript::default();
        transcript.add(Speaker::Judge, 1, b"5");
        transcript.add(Speaker::Judge, 2, b"0\n");
        transcript.add(Speaker::Submission, 3, b"low\n");
        transcript.add(Speaker::Submission, 4, b"x");
        let texts: Vec<&str> = transcript.entries.iter().map(|said| said.text.as_str()).collect();
        assert_eq!(texts, ["50\n", "low\n", "x"]);
        transcript.add(Speaker::Judge, 5, &vec![b'y'; TRANSCRIPT_BYTES]);
        assert_eq!(transcript.kept, TRANSCRIPT_BYTES);
        assert_eq!(transcript.dropped, 8);
    }
}
