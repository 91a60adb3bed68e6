//! From the end of one run to a verdict, by the written order of precedence.
//!
//! Pure. Every cause comes from the sandbox's counters and actions; exit codes and texts only tell
//! how a run-time error is to be named, and when a managed run-time system ran out of its heap.

use exercise::Verdict;
use sandbox::{Cause, Outcome, Status, Stream};

use crate::executable::RunLimits;
use crate::language::{Crash, Language, crash, memory_error, signal_meaning};
use crate::report::Measures;

/// Why a run cannot be accepted, whatever it printed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decision {
    pub verdict: Verdict,
    /// The limit or rule that was broken.
    pub rule: String,
    /// One sentence.
    pub explanation: String,
    pub crash: Option<Crash>,
}

const SIGXCPU: i32 = 24;
const SIGXFSZ: i32 = 25;
pub const SIGPIPE: i32 = 13;
/// Part of the memory limit from which a peak counts as "at the limit" for systems that fail an
/// allocation instead of being killed.
const NEAR_LIMIT: f64 = 0.9;
const MIB: u64 = 1 << 20;

/// `None` when the run ended well and its output is to be checked. `limits` are those of the
/// exercise; the run itself may have been given more CPU time, to measure a near miss.
pub fn decide(
    outcome: &Outcome,
    limits: &RunLimits,
    language: Option<&Language>,
    own_files: &[String],
) -> Option<Decision> {
    let over_cpu = outcome.usage.cpu > limits.cpu;
    match outcome.cause {
        Cause::NotStarted(errno) => Some(plain(
            Verdict::JudgeError,
            "start",
            format!("the program could not be started (error {errno}); try again, then report it"),
        )),
        Cause::Forbidden => Some(plain(
            Verdict::Rejected,
            "forbidden system call",
            String::from("the program made a system call that no solution needs; take it out"),
        )),
        Cause::Memory(evidence) => Some(memory_limit(limits, evidence)),
        Cause::Output(stream) => Some(output_limit(limits, stream)),
        Cause::CpuTime | Cause::Signal(SIGXCPU) => Some(time_limit(outcome, limits)),
        Cause::WallTime { waiting } => Some(wall_limit(limits, waiting)),
        Cause::Signal(SIGXFSZ) => Some(output_limit(limits, Stream::File)),
        Cause::ExitStatus(_) | Cause::Signal(_) => Some(
            managed_memory(outcome, limits, language)
                .or_else(|| over_cpu.then(|| time_limit(outcome, limits)))
                .unwrap_or_else(|| run_time_error(outcome, language, own_files)),
        ),
        Cause::Cancelled => Some(plain(
            Verdict::Inconclusive,
            "cancelled",
            String::from("the run was cancelled before it ended"),
        )),
        Cause::Finished => over_cpu.then(|| time_limit(outcome, limits)),
    }
}

pub fn measures(outcome: &Outcome) -> Measures {
    let usage = &outcome.usage;
    let micros = |time: std::time::Duration| u64::try_from(time.as_micros()).unwrap_or(u64::MAX);
    Measures {
        cpu_us: micros(usage.cpu),
        user_us: micros(usage.user),
        system_us: micros(usage.system),
        wall_us: micros(usage.wall),
        memory_bytes: usage.memory_peak,
        rss_bytes: usage.largest_rss,
        output_bytes: outcome.stdout.bytes.len() as u64 + outcome.stdout.dropped,
        input_bytes: 0,
        waited_us: micros(usage.waited),
    }
}

fn plain(verdict: Verdict, rule: &str, explanation: String) -> Decision {
    Decision { verdict, rule: rule.to_owned(), explanation, crash: None }
}

fn memory_limit(limits: &RunLimits, evidence: &str) -> Decision {
    let allowed = limits.memory / MIB;
    let explanation =
        format!("the program needs more than the {allowed} MiB it may use ({evidence}); keep less");
    plain(Verdict::MemoryLimit, &format!("memory ≤ {allowed} MiB"), explanation)
}

fn output_limit(limits: &RunLimits, stream: Stream) -> Decision {
    let allowed = limits.output / MIB;
    let (what, rule) = match stream {
        Stream::Stdout => ("printed", format!("output ≤ {allowed} MiB")),
        Stream::Stderr => ("printed to standard error", String::from("standard error ≤ 4 MiB")),
        Stream::File => ("wrote to a file", format!("file ≤ {allowed} MiB")),
    };
    let explanation = format!("the program {what} more than it may; look for a loop without end");
    plain(Verdict::OutputLimit, &rule, explanation)
}

fn time_limit(outcome: &Outcome, limits: &RunLimits) -> Decision {
    let (used, allowed) = (outcome.usage.cpu.as_secs_f64(), limits.cpu.as_secs_f64());
    let ended = !matches!(outcome.cause, Cause::CpuTime | Cause::Signal(SIGXCPU));
    let explanation = if ended {
        format!("the program needed {used:.2} s of processor time, {allowed:.2} s are allowed")
    } else {
        format!(
            "the program was stopped after {used:.2} s of processor time, {allowed:.2} s are allowed"
        )
    };
    plain(Verdict::TimeLimit, &format!("CPU time ≤ {allowed} s"), explanation)
}

fn wall_limit(limits: &RunLimits, waiting: bool) -> Decision {
    let allowed = limits.wall.as_secs_f64();
    let explanation = if waiting {
        format!(
            "the program was waiting and did not end within {allowed} s; does it read more input \
             than there is, or sleep?"
        )
    } else {
        format!("the program did not end within {allowed} s of wall time")
    };
    plain(Verdict::TimeLimit, &format!("wall time ≤ {allowed} s"), explanation)
}

/// Rule 4 of the memory decision: the run-time system says so in the declared way.
fn managed_memory(
    outcome: &Outcome,
    limits: &RunLimits,
    language: Option<&Language>,
) -> Option<Decision> {
    let stderr = String::from_utf8_lossy(&outcome.stderr.bytes);
    let status = match outcome.status {
        Status::Exited(status) => Some(status),
        Status::Signalled(_) | Status::None => None,
    };
    #[expect(clippy::cast_precision_loss, reason = "a peak to within one part in 2^53")]
    let near = outcome.usage.memory_peak as f64 >= limits.memory as f64 * NEAR_LIMIT;
    let known = memory_error(language?, &stderr, status, near)?;
    Some(memory_limit(limits, &known.evidence))
}

fn run_time_error(
    outcome: &Outcome,
    language: Option<&Language>,
    own_files: &[String],
) -> Decision {
    let stderr = String::from_utf8_lossy(&outcome.stderr.bytes);
    let named = language.and_then(|language| crash(language, &stderr, own_files));
    let (rule, ending) = match outcome.cause {
        Cause::Signal(signal) => {
            let (name, meaning) = signal_meaning(signal);
            let name =
                if name == "a signal" { format!("signal {signal}") } else { name.to_owned() };
            ("ends by itself", format!("ended by {name}: {meaning}"))
        }
        Cause::ExitStatus(status) => ("exit status 0", format!("ended with exit status {status}")),
        _ => ("exit status 0", String::from("did not end well")),
    };
    let explanation = match &named {
        Some(crash) => format!("{}; the program {ending}", crash.sentence()),
        None => format!("the program {ending}"),
    };
    Decision { verdict: Verdict::RunTimeError, rule: rule.to_owned(), explanation, crash: named }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::Registry;
    use sandbox::{Captured, Usage};
    use std::time::Duration;

    const LIMITS: RunLimits = RunLimits {
        cpu: Duration::from_secs(1),
        wall: Duration::from_secs(3),
        memory: 64 * MIB,
        output: MIB,
        processes: None,
    };

    fn outcome(cause: Cause, cpu_ms: u64, peak_mib: u64, stderr: &str) -> Outcome {
        let status = match cause {
            Cause::ExitStatus(status) => Status::Exited(status),
            Cause::Signal(signal) => Status::Signalled(signal),
            _ => Status::Exited(0),
        };
        Outcome {
            cause,
            status,
            usage: Usage {
                cpu: Duration::from_millis(cpu_ms),
                memory_peak: peak_mib * MIB,
                ..Usage::default()
            },
            stdout: Captured::default(),
            stderr: Captured { bytes: stderr.as_bytes().to_vec(), dropped: 0 },
        }
    }

    fn check(language: &str, cause: Cause, cpu_ms: u64, peak: u64, stderr: &str, expected: &str) {
        let registry = Registry::load(None).expect("sound");
        let language = registry.by_name(language).expect("carried along");
        let own = vec![language.main.clone()];
        let got = decide(&outcome(cause, cpu_ms, peak, stderr), &LIMITS, Some(language), &own);
        let got = got
            .map_or(String::from("AC"), |found| format!("{} {}", found.verdict, found.explanation));
        assert!(got.starts_with(expected), "{got}");
    }

    #[test]
    fn the_first_cause_decides() {
        check("c", Cause::Finished, 900, 1, "", "AC");
        check("c", Cause::Finished, 1001, 1, "", "TLE the program needed 1.00 s");
        check("c", Cause::CpuTime, 1200, 1, "", "TLE the program was stopped after 1.20 s");
        check("c", Cause::WallTime { waiting: true }, 1, 1, "", "TLE the program was waiting");
        check("c", Cause::WallTime { waiting: false }, 1, 1, "", "TLE the program did not end");
        check("c", Cause::Memory("killed"), 5000, 1, "", "MLE");
        check("c", Cause::Output(Stream::Stdout), 5000, 1, "", "OLE the program printed more");
        check("c", Cause::Signal(25), 1, 1, "", "OLE the program wrote to a file");
        check("c", Cause::Signal(24), 1, 1, "", "TLE");
        check("c", Cause::Signal(11), 1, 1, "", "RTE the program ended by SIGSEGV");
        check("c", Cause::ExitStatus(3), 1, 1, "", "RTE the program ended with exit status 3");
        check("c", Cause::ExitStatus(3), 1100, 1, "", "TLE");
        check("c", Cause::Forbidden, 1, 1, "", "RJ");
        check("c", Cause::NotStarted(2), 1, 1, "", "JE");
    }

    #[test]
    fn managed_systems_out_of_heap_are_out_of_memory() {
        let java = "Exception in thread \"main\" java.lang.OutOfMemoryError: Java heap space";
        check("java", Cause::ExitStatus(1), 1, 30, java, "MLE");
        check("python3", Cause::ExitStatus(1), 1, 60, "MemoryError\n", "MLE");
        check("python3", Cause::ExitStatus(1), 1, 10, "MemoryError\n", "RTE MemoryError");
        check(
            "cpp",
            Cause::Signal(6),
            1,
            10,
            "terminate called after throwing an instance of 'std::bad_alloc'\n  what():  std::bad_alloc\n",
            "RTE std::bad_alloc",
        );
    }
}
