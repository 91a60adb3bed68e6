//! The engine itself under stress: limits that compose, many containers at once, a sudden death.

use std::io::{BufRead, BufReader};
use std::os::unix::fs::MetadataExt;
use std::path::Path;
use std::process::Stdio;
use std::time::{Duration, Instant};

use libtest_mimic::{Arguments, Failed, Trial};
use sandbox::{Cause, Command, Config, ContainerSpec, Mode, Place, Sandbox};

/// Set in the copy of this program that is to be killed.
const VICTIM: &str = "SANDBOX_TEST_VICTIM";

fn main() {
    sandbox::dispatch();
    if std::env::var_os(VICTIM).is_some() {
        victim();
    }
    let mut arguments = Arguments::from_args();
    // The tests count the processes of this very process, and load the whole machine.
    arguments.test_threads = Some(1);
    let trials = vec![
        Trial::test("limits_compose", limits_compose),
        Trial::test("fifty_containers_start_at_once", fifty_containers_start_at_once),
        Trial::test("memory_of_the_engine_does_not_grow", memory_of_the_engine_does_not_grow),
        Trial::test("a_killed_engine_leaves_nothing", a_killed_engine_leaves_nothing),
    ];
    libtest_mimic::run(&arguments, trials).exit();
}

fn open() -> Result<Sandbox, Failed> {
    Ok(Sandbox::open(Config { ready: 0, ..Config::default() })?)
}

/// Whatever the combination of limits, every run ends within its wall limit.
fn limits_compose() -> Result<(), Failed> {
    const SLACK: Duration = Duration::from_secs(2);
    let sandbox = open()?;
    let mut container = sandbox.container(&ContainerSpec::default())?;
    let scripts = [
        "while :; do :; done",
        "sleep 60",
        "while :; do (sleep 9 &) ; done",
        "yes",
        "exec head -c 999999999 /dev/zero > file",
    ];
    let ms = Duration::from_millis;
    let mut count = 0;
    for script in scripts {
        for (cpu, wall) in [(ms(0), ms(300)), (ms(100), ms(1)), (ms(3_600_000), ms(400))] {
            for (memory, processes) in [(1, 1), (16 << 20, 1), (1 << 40, 20)] {
                for output in [0, 1, u64::MAX >> 1] {
                    let mut command = Command::new(["/bin/sh", "-c", script]);
                    command.limits.cpu = cpu;
                    command.limits.wall = wall;
                    command.limits.memory = memory;
                    command.limits.processes = processes;
                    command.limits.stdout = output.min(1 << 30);
                    command.limits.file = output;
                    let begin = Instant::now();
                    let outcome = container.run(command);
                    let took = begin.elapsed();
                    if took > wall + SLACK {
                        return Err(format!("{script}: {took:?} with {wall:?}: {outcome:?}").into());
                    }
                    count += 1;
                }
            }
        }
    }
    assert_eq!(count, 135);
    let outcome = container.run(Command::new(["/bin/echo", "fine"]))?;
    assert_eq!(outcome.stdout.bytes, b"fine\n");
    Ok(())
}

/// Starting many containers on many threads leaks no descriptor from one into another.
fn fifty_containers_start_at_once() -> Result<(), Failed> {
    const CONTAINERS: usize = 50;
    let sandbox = open()?;
    let barrier = std::sync::Barrier::new(CONTAINERS);
    let results: Vec<Result<String, Failed>> = std::thread::scope(|scope| {
        let start = || {
            barrier.wait();
            let mut container = sandbox.container(&ContainerSpec::default())?;
            container.put(Place::Box, Path::new("file"), b"x", Mode::Plain)?;
            let outcome = container.run(Command::new(["/bin/ls", "/proc/self/fd"]))?;
            Ok(String::from_utf8_lossy(&outcome.stdout.bytes).into_owned())
        };
        let threads: Vec<_> = (0..CONTAINERS).map(|_| scope.spawn(start)).collect();
        threads.into_iter().map(|t| t.join().expect("no thread panics")).collect()
    });
    for result in results {
        // The fourth is the directory that `ls` itself reads.
        assert_eq!(result?, "0\n1\n2\n3\n");
    }
    Ok(())
}

fn memory_of_the_engine_does_not_grow() -> Result<(), Failed> {
    let sandbox = open()?;
    let mut container = sandbox.container(&ContainerSpec::default())?;
    let mut run = |times: usize| -> Result<u64, Failed> {
        for _ in 0..times {
            container.run(Command::new(["/bin/sh", "-c", "echo x > f; echo $$"]))?;
        }
        let statm = std::fs::read_to_string("/proc/self/statm")?;
        Ok(statm.split(' ').nth(1).ok_or("statm has fields")?.parse::<u64>()? * 4096)
    };
    let before = run(50)?;
    let after = run(150)?;
    assert!(after < before + (1 << 20), "from {before} to {after} bytes");
    Ok(())
}

fn a_killed_engine_leaves_nothing() -> Result<(), Failed> {
    const PATIENCE: Duration = Duration::from_secs(10);
    let mut child = std::process::Command::new(std::env::current_exe()?)
        .env(VICTIM, "1")
        .stdout(Stdio::piped())
        .spawn()?;
    let mut line = String::new();
    BufReader::new(child.stdout.take().ok_or("it is piped")?).read_line(&mut line)?;
    assert_eq!(line, "running\n");
    let pid = child.id();
    assert!(!descendants_of_engine(pid).is_empty(), "its containers are there");
    child.kill()?;
    child.wait()?;
    let begin = Instant::now();
    while !descendants_of_engine(pid).is_empty() {
        if begin.elapsed() > PATIENCE {
            return Err(format!("left: {:?}", descendants_of_engine(pid)).into());
        }
        std::thread::yield_now();
    }
    // The next engine removes the groups of a dead one.
    let sandbox = open()?;
    assert_eq!(groups_of(pid), Vec::<String>::new());
    let mut container = sandbox.container(&ContainerSpec::default())?;
    assert_eq!(container.run(Command::new(["/bin/true"]))?.cause, Cause::Finished);
    Ok(())
}

/// Runs something endless, says so, and waits to be killed.
fn victim() -> ! {
    let sandbox = Sandbox::open(Config::default()).expect("the sandbox opens");
    let mut container = sandbox.container(&ContainerSpec::default()).expect("a container");
    let mut command = Command::new(["/bin/sh", "-c", "echo running; while :; do :; done"]);
    command.limits.cpu = Duration::from_mins(10);
    command.limits.wall = Duration::from_mins(10);
    command.stdout = sandbox::Sink::Stream(Box::new(|_, bytes| {
        use std::io::Write;
        std::io::stdout().write_all(bytes).expect("the parent listens");
    }));
    let outcome = container.run(command);
    unreachable!("nobody killed this: {outcome:?}");
}

/// Processes with the ids that an engine with this pid gives its containers.
fn descendants_of_engine(pid: u32) -> Vec<String> {
    let first = 1_900_000_000 + (pid % 65_536) * 1024;
    let processes = std::fs::read_dir("/proc").into_iter().flatten().flatten();
    processes
        .filter(|e| e.metadata().is_ok_and(|m| (first..first + 1024).contains(&m.uid())))
        .map(|e| e.file_name().to_string_lossy().into_owned())
        .collect()
}

fn groups_of(pid: u32) -> Vec<String> {
    let mut found = Vec::new();
    let mut open = vec![(Path::new("/sys/fs/cgroup").to_owned(), 0)];
    while let Some((folder, depth)) = open.pop() {
        for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
            if depth < 6 && entry.file_type().is_ok_and(|t| t.is_dir()) {
                let name = entry.file_name().to_string_lossy().into_owned();
                if name.starts_with(&format!("greenroom-{pid}-")) {
                    found.push(name);
                }
                open.push((entry.path(), depth + 1));
            }
        }
    }
    found
}
