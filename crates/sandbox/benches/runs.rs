//! Times one short program: bare, in this sandbox, in bubblewrap, in DMOJ's cptbox.
//!
//! All contenders run in every round, in shuffled order, so that each meets the same
//! disturbances. Prints `[{"name","unit","value","baseline"}]`. Started by `cargo xtask bench
//! sandbox`, which says where the alternatives are.

use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{Duration, Instant};

use sandbox::{Cause, Config, Container, ContainerSpec, Mode, Place, Sandbox};

/// Rounds of the back-to-back and of the paced comparison.
const ROUNDS: usize = 500;
const PACED_ROUNDS: usize = 200;
/// One run every so often: a person who presses Run.
const PACE: Duration = Duration::from_millis(30);
/// Throughput is taken in slices, so that contenders take turns.
const SLICES: u32 = 5;
const SLICE: Duration = Duration::from_secs(1);
const WORKERS: usize = 2;

fn main() {
    sandbox::dispatch();
    let hello = PathBuf::from(std::env::var("BENCH_HELLO").expect("BENCH_HELLO names the payload"));
    let sandbox = Sandbox::open(Config::default()).expect("the sandbox opens");
    let mut contenders = contenders(&sandbox, &hello);
    let mut rows = Vec::new();
    compare("back to back", &mut contenders, ROUNDS, Duration::ZERO, &mut rows);
    compare("every 30 ms", &mut contenders, PACED_ROUNDS, PACE, &mut rows);
    drop(contenders);
    throughput(&sandbox, &hello, &mut rows);
    let row = |(name, unit, value, baseline): &(String, &str, f64, f64)| {
        format!(r#"{{"name":"{name}","unit":"{unit}","value":{value},"baseline":{baseline}}}"#)
    };
    println!("[{}]", rows.iter().map(row).collect::<Vec<_>>().join(","));
}

/// Name, unit, value, what it is compared with.
type Rows = Vec<(String, &'static str, f64, f64)>;

struct Contender {
    name: &'static str,
    /// One run; the time that the contender itself took.
    run: Box<dyn FnMut() -> Duration>,
    samples: Vec<Duration>,
}

fn contenders(sandbox: &Sandbox, hello: &Path) -> Vec<Contender> {
    let mut list = vec![
        contender("bare", bare(hello)),
        contender("greenroom, warm", warm(sandbox, hello)),
        contender("greenroom, fresh directories", fresh(sandbox, hello)),
    ];
    if let Some(root) = std::env::var_os("BENCH_BWRAP_ROOT") {
        list.push(contender("bubblewrap", bubblewrap(PathBuf::from(root))));
    }
    if let Ok(python) = std::env::var("BENCH_DMOJ_PYTHON") {
        let mut cptbox = Cptbox::start(&python, hello);
        list.push(contender("cptbox", Box::new(move || cptbox.run())));
    }
    list
}

fn contender(name: &'static str, run: Box<dyn FnMut() -> Duration>) -> Contender {
    Contender { name, run, samples: Vec::new() }
}

fn bare(hello: &Path) -> Box<dyn FnMut() -> Duration> {
    let hello = hello.to_owned();
    Box::new(move || {
        let begin = Instant::now();
        let status = Command::new(&hello).stdout(Stdio::null()).status().expect("it starts");
        assert!(status.success());
        begin.elapsed()
    })
}

fn filled(sandbox: &Sandbox, hello: &Path) -> Container {
    let mut container = sandbox.container(&ContainerSpec::default()).expect("a container");
    let bytes = std::fs::read(hello).expect("the payload is there");
    container.put(Place::Box, Path::new("hello"), &bytes, Mode::Executable).expect("it fits");
    container
}

fn run_hello(container: &mut Container) {
    let outcome = container.run(sandbox::Command::new(["/box/hello"])).expect("it runs");
    assert_eq!((outcome.cause, &outcome.stdout.bytes[..]), (Cause::Finished, &b"hello\n"[..]));
}

fn warm(sandbox: &Sandbox, hello: &Path) -> Box<dyn FnMut() -> Duration> {
    let mut container = filled(sandbox, hello);
    Box::new(move || {
        let begin = Instant::now();
        run_hello(&mut container);
        begin.elapsed()
    })
}

fn fresh(sandbox: &Sandbox, hello: &Path) -> Box<dyn FnMut() -> Duration> {
    let mut container = filled(sandbox, hello);
    Box::new(move || {
        let begin = Instant::now();
        container.renew().expect("fresh directories");
        run_hello(&mut container);
        begin.elapsed()
    })
}

fn bubblewrap(root: PathBuf) -> Box<dyn FnMut() -> Duration> {
    Box::new(move || {
        let begin = Instant::now();
        let status = bwrap(&root).status().expect("bubblewrap starts");
        assert!(status.success());
        begin.elapsed()
    })
}

fn bwrap(root: &Path) -> Command {
    let mut command = Command::new("bwrap");
    command
        .args(["--unshare-all", "--die-with-parent", "--ro-bind"])
        .arg(root)
        .args(["/", "--proc", "/proc", "--dev", "/dev", "--", "/hello"])
        .stdout(Stdio::null());
    command
}

/// A resident Python with DMOJ's tracer, so that its start-up does not count.
struct Cptbox {
    child: Child,
    ask: ChildStdin,
    answer: BufReader<ChildStdout>,
}

impl Cptbox {
    fn start(python: &str, hello: &Path) -> Self {
        let driver = Path::new(env!("CARGO_MANIFEST_DIR")).join("benches/cptbox.py");
        let mut child = Command::new(python)
            .arg(driver)
            .arg(hello)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("Python starts");
        let ask = child.stdin.take().expect("it is piped");
        let answer = BufReader::new(child.stdout.take().expect("it is piped"));
        Self { child, ask, answer }
    }

    fn run(&mut self) -> Duration {
        self.ask.write_all(b"run\n").expect("it listens");
        let mut line = String::new();
        self.answer.read_line(&mut line).expect("it answers");
        Duration::from_nanos(line.trim().parse().expect("it answers with nanoseconds"))
    }
}

impl Drop for Cptbox {
    fn drop(&mut self) {
        self.child.kill().expect("it is our child");
        self.child.wait().expect("it is our child");
    }
}

fn compare(
    title: &str,
    contenders: &mut [Contender],
    rounds: usize,
    pace: Duration,
    rows: &mut Rows,
) {
    let mut order: Vec<usize> = (0..contenders.len()).collect();
    let mut random = Random(42);
    for round in 0..rounds {
        random.shuffle(&mut order);
        for &index in &order {
            std::thread::sleep(pace);
            let time = (contenders[index].run)();
            contenders[index].samples.push(time);
        }
        if round % 100 == 99 {
            eprintln!("{title}: {} of {rounds} rounds", round + 1);
        }
    }
    let sorted: Vec<Vec<f64>> = contenders
        .iter_mut()
        .map(|c| {
            let samples = std::mem::take(&mut c.samples);
            let mut ms: Vec<f64> = samples.iter().map(|t| t.as_secs_f64() * 1000.0).collect();
            ms.sort_by(f64::total_cmp);
            ms
        })
        .collect();
    for (contender, ms) in contenders.iter().zip(&sorted).skip(1) {
        for (label, percent) in [("median", 50), ("p99", 99)] {
            let at = |list: &[f64]| list[index_of(list.len(), percent)];
            let name = format!("{title}, {label}: {}", contender.name);
            rows.push((name, "ms, against bare", at(ms), at(&sorted[0])));
        }
    }
    let added = |index: usize| median(&sorted[index]) - median(&sorted[0]);
    for (index, contender) in contenders.iter().enumerate().skip(3) {
        for (ours, label) in [(1, "warm"), (2, "fresh directories")] {
            let name = format!("{title}, added to bare ({label}), against {}", contender.name);
            rows.push((name, "ms", added(ours), added(index)));
        }
    }
}

/// Runs a second with [`WORKERS`] threads, each in a container of its own.
fn throughput(sandbox: &Sandbox, hello: &Path, rows: &mut Rows) {
    type Start<'a> = Box<dyn Fn() -> Box<dyn FnMut() -> Duration> + Send + Sync + 'a>;
    let mut list: Vec<(&str, Start<'_>)> = vec![
        ("bare", Box::new(|| bare(hello))),
        ("greenroom, warm", Box::new(|| warm(sandbox, hello))),
        ("greenroom, fresh directories", Box::new(|| fresh(sandbox, hello))),
    ];
    if let Some(root) = std::env::var_os("BENCH_BWRAP_ROOT") {
        list.push(("bubblewrap", Box::new(move || bubblewrap(PathBuf::from(&root)))));
    }
    if let Ok(python) = std::env::var("BENCH_DMOJ_PYTHON") {
        let start = move || -> Box<dyn FnMut() -> Duration> {
            let mut cptbox = Cptbox::start(&python, hello);
            Box::new(move || cptbox.run())
        };
        list.push(("cptbox", Box::new(start)));
    }
    let mut totals = vec![0_u32; list.len()];
    for slice in 0..SLICES {
        for (total, (_, start)) in totals.iter_mut().zip(&list) {
            *total += one_slice(start);
        }
        eprintln!("throughput: {} of {SLICES} slices", slice + 1);
    }
    let seconds = SLICE.as_secs_f64() * f64::from(SLICES);
    let rate = |index: usize| f64::from(totals[index]) / seconds;
    for (index, (name, _)) in list.iter().enumerate().skip(1) {
        let name = format!("two workers: {name}");
        rows.push((name, "runs/s, against bare", rate(index), rate(0)));
    }
    for (index, (name, _)) in list.iter().enumerate().skip(3) {
        rows.push((
            format!("two workers: greenroom, against {name}"),
            "runs/s",
            rate(1),
            rate(index),
        ));
    }
}

fn one_slice(start: &(dyn Fn() -> Box<dyn FnMut() -> Duration> + Send + Sync)) -> u32 {
    let done = AtomicU32::new(0);
    let ready = std::sync::Barrier::new(WORKERS);
    std::thread::scope(|scope| {
        for _ in 0..WORKERS {
            scope.spawn(|| {
                let mut run = start();
                run();
                ready.wait();
                let end = Instant::now() + SLICE;
                while Instant::now() < end {
                    run();
                    done.fetch_add(1, Ordering::Relaxed);
                }
            });
        }
    });
    done.into_inner()
}

fn index_of(length: usize, percent: usize) -> usize {
    (length * percent / 100).min(length - 1)
}

fn median(sorted: &[f64]) -> f64 {
    sorted[index_of(sorted.len(), 50)]
}

/// A small generator: the order of a benchmark needs no quality, only a seed.
struct Random(u64);

impl Random {
    fn below(&mut self, bound: usize) -> usize {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % bound
    }

    fn shuffle(&mut self, list: &mut [usize]) {
        for i in (1..list.len()).rev() {
            list.swap(i, self.below(i + 1));
        }
    }
}
