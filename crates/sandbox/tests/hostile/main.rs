//! Attacks on the sandbox: one program a file in `tests/hostile/<class>/`, each with what must come
//! of it in its first comment, and the host's invariants checked after every one.
//!
//! ```text
//! what:    the attack in one line
//! expect:  AC | RTE | RTE 11 | TLE-c | TLE-w | MLE | OLE | rejected; any listed one will do
//! stdout:  a line that must be printed (repeat for more); then nothing else may be
//! stdin:   a line of input
//! after:   overshoot (the kill is prompt), waiting, prompt, take-nothing
//! pair:    yes: run with `write`, then with `read` in the same container and in another;
//!          both print `nothing`
//! memory, stack, scratch: MiB; cpu, wall: seconds; runs: times; network: loopback; arch
//! tools:   yes: the attack is on a compiler, with a compiler's limits and profile
//! stderr-without: text that must not show
//! ```
//!
//! Invariants: no process of the container is left but its two helpers; an inspector sees an
//! untouched container; a hello in the same container and one in another, started during the
//! attack, are right; afterwards no process, descriptor, mount or control group remains, and
//! files planted on the host are as they were.
//!
//! `HOSTILE_PREBUILT` names a folder of ready programs for hosts without a compiler (the guest of
//! `cargo xtask test --vm`); `HOSTILE_SLOW` multiplies times there.

mod host;
mod program;

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

use libtest_mimic::{Arguments, Failed, Trial};
use sandbox::{
    Cause, Command, Config, Container, ContainerSpec, Limits, Mode, Network, Outcome, Place,
    Profile, Sandbox, SealedBytes, Stdin, Stream, TakeLimits,
};

use host::{Host, Sentinels};
use program::{Header, Program};

fn main() {
    sandbox::dispatch();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/hostile");
    let programs = program::all(&folder);
    if let Some(target) = std::env::args().skip_while(|a| a != "--build-to").nth(1) {
        program::build_all(&programs, Path::new(&target));
        return;
    }
    let mut arguments = Arguments::from_args();
    // Invariants count the processes, mounts and descriptors of this very process.
    arguments.test_threads = Some(1);
    assert!(
        programs.len() >= 100 || std::env::var_os("HOSTILE_PREBUILT").is_some(),
        "at least a hundred attacks, not {}",
        programs.len()
    );
    let trials =
        programs.into_iter().map(|p| Trial::test(p.name.clone(), move || attack(&p))).collect();
    libtest_mimic::run(&arguments, trials).exit();
}

/// Times of a slow host: emulation, mostly.
fn slow() -> u32 {
    std::env::var("HOSTILE_SLOW").ok().and_then(|s| s.parse().ok()).unwrap_or(1)
}

/// The kill is prompt: the engine reacts within 10 ms. This allows for a host so busy that the
/// engine itself has to wait for a core.
const PROMPT: Duration = Duration::from_millis(200);

fn attack(program: &Program) -> Result<(), Failed> {
    let header = &program.header;
    let sentinels = Sentinels::plant()?;
    let before = Host::look();
    {
        let sandbox = Sandbox::open(Config { ready: 0, ..Config::default() })?;
        let files = Arc::new(Files::load(program)?);
        let neighbour = hello_elsewhere(&sandbox, &files)?;
        let attacked = if header.pair {
            pair(&sandbox, &files, header)
        } else {
            single(&sandbox, &files, header)
        };
        neighbour.join().map_err(|_| "the neighbour panicked")??;
        attacked?;
    }
    Host::look().must_equal(&before)?;
    sentinels.must_be_untouched()
}

/// What goes into every container of a test.
struct Files {
    attack: Vec<u8>,
    hello: Vec<u8>,
    inspect: Vec<u8>,
    /// How the attack is started.
    argv: Vec<String>,
}

impl Files {
    fn load(program: &Program) -> Result<Self, Failed> {
        let support = |name: &str| program::support(name).map_err(Failed::from);
        Ok(Self {
            attack: program.bytes()?,
            hello: support("hello")?,
            inspect: support("inspect")?,
            argv: program.argv(),
        })
    }

    fn fill(&self, container: &mut Container) -> Result<(), Failed> {
        let parts = [("program", &self.attack), ("hello", &self.hello), ("inspect", &self.inspect)];
        for (name, bytes) in parts {
            container.put(Place::Box, Path::new(name), bytes, Mode::Executable)?;
        }
        Ok(())
    }
}

fn spec(header: &Header) -> ContainerSpec {
    const MIB: u64 = 1 << 20;
    ContainerSpec {
        scratch_bytes: header.scratch.unwrap_or(if header.tools { 64 } else { 16 }) * MIB,
        scratch_inodes: 1000,
        network: if header.loopback { Network::Loopback } else { Network::None },
        profile: if header.tools { Profile::Tools } else { Profile::Program },
        ..ContainerSpec::default()
    }
}

fn limits(header: &Header) -> Limits {
    const MIB: u64 = 1 << 20;
    let tools = header.tools;
    let seconds = |s: u64| Duration::from_secs(s) * slow();
    Limits {
        cpu: seconds(header.cpu.unwrap_or(if tools { 3 } else { 1 })),
        wall: seconds(header.wall.unwrap_or(if tools { 9 } else { 3 })),
        memory: header.memory.unwrap_or(if tools { 256 } else { 64 }) * MIB,
        processes: if header.extension == "java" || header.extension == "js" { 64 } else { 32 },
        stdout: MIB,
        stderr: MIB,
        file: 64 * MIB,
        open_files: 64,
        stack: header.stack.unwrap_or(8) * MIB,
    }
}

fn command(files: &Files, header: &Header, argument: Option<&str>) -> Result<Command, Failed> {
    let mut command = Command::new(files.argv.iter().map(String::as_str).chain(argument));
    command.limits = limits(header);
    if let Some(line) = &header.stdin {
        command.stdin = Stdin::Bytes(SealedBytes::new(format!("{line}\n").as_bytes())?);
    }
    Ok(command)
}

fn single(sandbox: &Sandbox, files: &Files, header: &Header) -> Result<(), Failed> {
    let mut container = sandbox.container(&spec(header))?;
    files.fill(&mut container)?;
    for _ in 0..header.runs {
        let begin = Instant::now();
        let outcome = container.run(command(files, header, None)?)?;
        header.check(&outcome, &name_of(&outcome.cause))?;
        check_afterwards(header, &outcome, begin.elapsed(), &container)?;
        untouched(&mut container)?;
    }
    Ok(())
}

/// The same container, then another one: what one run leaves no other may find.
fn pair(sandbox: &Sandbox, files: &Files, header: &Header) -> Result<(), Failed> {
    let mut first = sandbox.container(&spec(header))?;
    files.fill(&mut first)?;
    let mut second = sandbox.container(&spec(header))?;
    files.fill(&mut second)?;
    let mut both = [first, second];
    for (index, argument) in [(0, "write"), (0, "read"), (1, "read"), (1, "write"), (0, "read")] {
        let outcome = both[index].run(command(files, header, Some(argument))?)?;
        let text = String::from_utf8_lossy(&outcome.stdout.bytes);
        if outcome.cause != Cause::Finished || text != "nothing\n" {
            return Err(format!("{argument}: {:?}, {text:?}", outcome.cause).into());
        }
    }
    both.iter_mut().try_for_each(untouched)
}

fn check_afterwards(
    header: &Header,
    outcome: &Outcome,
    took: Duration,
    container: &Container,
) -> Result<(), Failed> {
    for check in &header.after {
        let over = match (check.as_str(), &outcome.cause) {
            ("overshoot", Cause::CpuTime) => outcome.usage.cpu.saturating_sub(limits(header).cpu),
            ("overshoot", _) => outcome.usage.wall.saturating_sub(limits(header).wall),
            _ => Duration::ZERO,
        };
        if over > PROMPT * slow() {
            return Err(format!("overshoot of {over:?}").into());
        }
        let holds = match check.as_str() {
            "overshoot" => true,
            "waiting" => outcome.cause == Cause::WallTime { waiting: true },
            "prompt" => took < Duration::from_secs(2) * slow(),
            "take-nothing" => {
                container.take(Place::Work, TakeLimits { files: 9, bytes: 9 })?.is_empty()
            }
            other => return Err(format!("no such check: {other}").into()),
        };
        if !holds {
            return Err(format!("{check} does not hold: {outcome:?}").into());
        }
    }
    Ok(())
}

/// The next runs of a container see nothing of the attack.
fn untouched(container: &mut Container) -> Result<(), Failed> {
    let plain = |path: &str| {
        let mut command = Command::new([path]);
        command.limits.wall *= slow();
        command.limits.cpu *= slow();
        command
    };
    let hello = container.run(plain("/box/hello"))?;
    if hello.stdout.bytes != b"hello\n" || hello.cause != Cause::Finished {
        return Err(format!("the next hello: {hello:?}").into());
    }
    let seen = container.run(plain("/box/inspect"))?;
    let text = String::from_utf8_lossy(&seen.stdout.bytes);
    let expected = "processes 1\nipc 0\nfiles 0\nsockets 0\ndescriptors 3\nhost greenroom\n";
    if text != expected {
        return Err(format!("the inspector saw\n{text}instead of\n{expected}").into());
    }
    Ok(())
}

/// A hello in a container of its own while the attack goes on.
fn hello_elsewhere(
    sandbox: &Sandbox,
    files: &Arc<Files>,
) -> Result<std::thread::JoinHandle<Result<(), Failed>>, Failed> {
    let mut container = sandbox.container(&ContainerSpec::default())?;
    files.fill(&mut container)?;
    Ok(std::thread::spawn(move || {
        for _ in 0..5 {
            let mut command = Command::new(["/box/hello"]);
            command.limits.wall *= slow();
            let outcome = container.run(command)?;
            if outcome.stdout.bytes != b"hello\n" || outcome.cause != Cause::Finished {
                return Err(format!("a neighbour suffered: {outcome:?}").into());
            }
            std::thread::sleep(Duration::from_millis(50));
        }
        Ok(())
    }))
}

/// A cause in the words of the headers.
fn name_of(cause: &Cause) -> String {
    match cause {
        Cause::Finished => "AC".into(),
        Cause::ExitStatus(_) | Cause::NotStarted(_) => "RTE".into(),
        Cause::Signal(number) => format!("RTE {number}"),
        Cause::Forbidden => "rejected".into(),
        Cause::Memory(_) => "MLE".into(),
        Cause::Output(Stream::Stdout | Stream::Stderr | Stream::File) => "OLE".into(),
        Cause::CpuTime => "TLE-c".into(),
        Cause::WallTime { .. } => "TLE-w".into(),
        Cause::Cancelled => "cancelled".into(),
    }
}

/// Where compiled programs are kept between runs of the suite.
fn built() -> PathBuf {
    match std::env::var_os("HOSTILE_PREBUILT") {
        Some(folder) => folder.into(),
        None => Path::new(env!("CARGO_TARGET_TMPDIR")).join("hostile"),
    }
}
