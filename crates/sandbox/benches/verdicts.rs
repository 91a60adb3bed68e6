//! The same verdict ten thousand times: a mix of ends near their limits, while twice as many
//! processes spin as there are cores. Prints `[{"name","unit","value","baseline"}]`.

use std::path::{Path, PathBuf};
use std::process::{Child, Command as Process, Stdio};
use std::sync::Mutex;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use sandbox::{Cause, Command, Config, Container, ContainerSpec, Mode, Place, Sandbox, Stream};

const RUNS: u32 = 10_000;
const WORKERS: usize = 2;
/// CPU limit of every run; `nearly-late` uses four fifths of it.
const CPU: Duration = Duration::from_millis(50);
const WALL: Duration = Duration::from_millis(1500);
/// Wall limit of the run that sleeps, so that the mix ends this week.
const SLEEP: Duration = Duration::from_millis(60);
/// Kill is prompt: this late at most, where the host had a core for the engine.
const PROMPT: Duration = Duration::from_millis(10);

/// An end, and whether a cause is the right one for it.
type End = (&'static str, fn(&Cause) -> bool);

const ENDS: [End; 9] = [
    ("ok", |c| *c == Cause::Finished),
    ("nearly-late", |c| *c == Cause::Finished),
    ("late", |c| *c == Cause::CpuTime),
    ("asleep", |c| matches!(c, Cause::WallTime { waiting: true })),
    ("status", |c| *c == Cause::ExitStatus(3)),
    ("crash", |c| *c == Cause::Signal(11)),
    ("memory", |c| matches!(c, Cause::Memory(_))),
    ("nearly-memory", |c| *c == Cause::Finished),
    ("output", |c| *c == Cause::Output(Stream::Stdout)),
];

fn main() {
    sandbox::dispatch();
    let program = PathBuf::from(std::env::var("BENCH_MIX").expect("BENCH_MIX names the payload"));
    let sandbox = Sandbox::open(Config::default()).expect("the sandbox opens");
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let load: Vec<Spinner> = (0..2 * cores).map(|_| Spinner::start()).collect();
    let tally = Tally::default();
    let next = AtomicU32::new(0);
    std::thread::scope(|scope| {
        for _ in 0..WORKERS {
            scope.spawn(|| work(&sandbox, &program, &next, &tally));
        }
    });
    drop(load);
    let wrong = tally.wrong.into_inner();
    let mut late = tally.late.into_inner().expect("no worker panicked");
    late.sort();
    let ms =
        |percent: usize| late[(late.len() * percent / 100).min(late.len() - 1)].as_secs_f64() * 1e3;
    let row = |name: &str, unit: &str, value: f64, baseline: f64| {
        let name = format!("at twice the load: {name}");
        format!(r#"{{"name":"{name}","unit":"{unit}","value":{value},"baseline":{baseline}}}"#)
    };
    let target = PROMPT.as_secs_f64() * 1e3;
    let over = "late at the CPU limit, against the target";
    println!(
        "[{},{},{}]",
        row("wrong verdicts, of runs", "runs", f64::from(wrong), f64::from(RUNS)),
        row(&format!("{over}, median"), "ms", ms(50), target),
        row(&format!("{over}, p99"), "ms", ms(99), target)
    );
}

#[derive(Default)]
struct Tally {
    wrong: AtomicU32,
    /// How far over the limit the runs were that used too much CPU time.
    late: Mutex<Vec<Duration>>,
}

fn work(sandbox: &Sandbox, program: &Path, next: &AtomicU32, tally: &Tally) {
    let mut container = filled(sandbox, program);
    loop {
        let number = next.fetch_add(1, Ordering::Relaxed);
        if number >= RUNS {
            return;
        }
        let (end, right) = ENDS[number as usize % ENDS.len()];
        let mut command = Command::new(["/box/mix", end]);
        command.limits.cpu = CPU;
        command.limits.wall = if end == "asleep" { SLEEP } else { WALL };
        command.limits.memory = 32 << 20;
        command.limits.stdout = 100_000;
        let outcome = container.run(command).expect("the sandbox works");
        if !right(&outcome.cause) {
            tally.wrong.fetch_add(1, Ordering::Relaxed);
            eprintln!("{end}: {:?}, {:?}", outcome.cause, outcome.usage);
        }
        if outcome.cause == Cause::CpuTime {
            let over = outcome.usage.cpu.saturating_sub(CPU);
            tally.late.lock().expect("no worker panicked").push(over);
        }
        if number.is_multiple_of(1000) {
            eprintln!("verdicts: {number} of {RUNS} runs");
        }
    }
}

fn filled(sandbox: &Sandbox, program: &Path) -> Container {
    let mut container = sandbox.container(&ContainerSpec::default()).expect("a container");
    let bytes = std::fs::read(program).expect("the payload is there");
    container.put(Place::Box, Path::new("mix"), &bytes, Mode::Executable).expect("it fits");
    container
}

/// A process that keeps a core busy.
struct Spinner(Child);

impl Spinner {
    fn start() -> Self {
        let script = "while :; do :; done";
        let child = Process::new("sh").args(["-c", script]).stdin(Stdio::null()).spawn();
        Self(child.expect("a shell starts"))
    }
}

impl Drop for Spinner {
    fn drop(&mut self) {
        self.0.kill().expect("it is our child");
        self.0.wait().expect("it is our child");
    }
}
