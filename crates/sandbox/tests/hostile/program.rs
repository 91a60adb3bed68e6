//! The programs of the suite: their headers, how they are built and started.

use std::collections::hash_map::DefaultHasher;
use std::fs;
use std::hash::{Hash, Hasher};
use std::io;
use std::path::{Path, PathBuf};

use libtest_mimic::Failed;
use sandbox::Outcome;

use crate::built;

/// An attack.
#[derive(Clone, Debug)]
pub struct Program {
    /// `class/id_title.extension`.
    pub name: String,
    source: PathBuf,
    pub header: Header,
}

/// What the first comment says; see `hostile.rs`.
#[derive(Clone, Debug, Default)]
pub struct Header {
    pub extension: String,
    pub expect: Vec<String>,
    pub stdout: Vec<String>,
    pub stdin: Option<String>,
    pub after: Vec<String>,
    pub pair: bool,
    pub tools: bool,
    pub loopback: bool,
    pub runs: u32,
    pub memory: Option<u64>,
    pub stack: Option<u64>,
    pub scratch: Option<u64>,
    pub cpu: Option<u64>,
    pub wall: Option<u64>,
    arch: Option<String>,
    stderr_without: Option<String>,
}

/// Every attack of the suite that this host can run, by name. In a guest without tool-chains
/// those are the ones written in C.
pub fn all(folder: &Path) -> Vec<Program> {
    if std::env::var_os("HOSTILE_PREBUILT").is_some() {
        return prebuilt();
    }
    let mut programs = Vec::new();
    for class in folders(folder) {
        let name = class.file_name().unwrap_or_default().to_string_lossy().into_owned();
        if !class.is_dir() || name == "include" || name == "support" {
            continue;
        }
        for source in folders(&class) {
            let file = source.file_name().unwrap_or_default().to_string_lossy().into_owned();
            let text = fs::read_to_string(&source).expect("the suite is text");
            let header = Header::parse(&text, &source);
            if header.arch.as_deref().is_none_or(|a| a == std::env::consts::ARCH) {
                programs.push(Program { name: format!("{name}/{file}"), source, header });
            }
        }
    }
    programs
}

/// Compiles every C program into `target`, beside its source, for a guest.
pub fn build_all(programs: &[Program], target: &Path) {
    fs::create_dir_all(target).expect("the folder can be made");
    for program in programs.iter().filter(|p| p.header.extension == "c") {
        let file = program.name.replace('/', "--");
        fs::copy(&program.source, target.join(format!("{file}.source"))).expect("copied");
        fs::write(target.join(file), program.bytes().expect("it compiles")).expect("written");
    }
    for name in ["hello", "inspect"] {
        fs::write(target.join(name), support(name).expect("it compiles")).expect("written");
    }
}

fn prebuilt() -> Vec<Program> {
    folders(&built())
        .into_iter()
        .filter(|path| path.extension().is_some_and(|e| e == "source"))
        .map(|source| {
            let text = fs::read_to_string(&source).expect("the suite is text");
            let mut header = Header::parse(&text, &source);
            header.extension = String::from("c");
            let name = source.file_stem().unwrap_or_default().to_string_lossy().replace("--", "/");
            Program { name, source, header }
        })
        .collect()
}

fn folders(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).expect("the suite is beside this file");
    let mut paths: Vec<PathBuf> = entries.flatten().map(|e| e.path()).collect();
    paths.sort();
    paths
}

/// A helper program of the suite, compiled.
pub fn support(name: &str) -> io::Result<Vec<u8>> {
    if std::env::var_os("HOSTILE_PREBUILT").is_some() {
        return fs::read(built().join(name));
    }
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/hostile");
    compile(&folder.join("support").join(format!("{name}.c")))
}

impl Program {
    /// What is put into the container as `/box/program`.
    pub fn bytes(&self) -> Result<Vec<u8>, Failed> {
        if std::env::var_os("HOSTILE_PREBUILT").is_some() {
            return Ok(fs::read(self.source.with_extension(""))?);
        }
        match self.header.extension.as_str() {
            "c" => Ok(compile(&self.source)?),
            _ => Ok(fs::read(&self.source)?),
        }
    }

    pub fn argv(&self) -> Vec<String> {
        let heap = format!("-Xmx{}m", self.header.memory.unwrap_or(64) * 4);
        let words: &[&str] = match self.header.extension.as_str() {
            "py" => &["/usr/bin/python3", "-B", "/box/program"],
            "sh" => &["/bin/sh", "/box/program"],
            "js" => &["/usr/bin/node", "/box/program"],
            // The launcher compiles a single source file by itself.
            "java" => {
                &["/usr/bin/java", &heap, "-XX:+UseSerialGC", "--source", "17", "/box/program"]
            }
            _ => &["/box/program"],
        };
        words.iter().map(|w| (*w).to_owned()).collect()
    }
}

impl Header {
    fn parse(text: &str, source: &Path) -> Self {
        let extension = source.extension().unwrap_or_default().to_string_lossy().into_owned();
        let mut header = Self { extension, runs: 1, ..Self::default() };
        let mut described = false;
        for line in text.lines().take_while(|l| is_comment(l)) {
            let line = line.trim_start_matches(['/', '*', '#', ' ']).trim_end();
            let line = line.strip_suffix("*/").unwrap_or(line).trim_end();
            let Some((key, value)) = line.split_once(':') else { continue };
            let value = value.trim();
            described |= key == "what";
            header.set(key, value, source);
        }
        assert!(described, "{} does not say what it is", source.display());
        header
    }

    fn set(&mut self, key: &str, value: &str, source: &Path) {
        let number = || Some(value.parse().expect("a number"));
        match key {
            "what" => {}
            "expect" => self.expect = value.split('|').map(|v| v.trim().to_owned()).collect(),
            "stdout" => self.stdout.push(value.to_owned()),
            "stdin" => self.stdin = Some(value.to_owned()),
            "after" => self.after = value.split(' ').map(str::to_owned).collect(),
            "pair" => self.pair = value == "yes",
            "tools" => self.tools = value == "yes",
            "network" => self.loopback = value == "loopback",
            "runs" => self.runs = value.parse().expect("a number"),
            "memory" => self.memory = number(),
            "stack" => self.stack = number(),
            "scratch" => self.scratch = number(),
            "cpu" => self.cpu = number(),
            "wall" => self.wall = number(),
            "arch" => self.arch = Some(value.to_owned()),
            "stderr-without" => self.stderr_without = Some(value.to_owned()),
            other => panic!("{}: no such key: {other}", source.display()),
        }
    }

    /// Compares an outcome, named in the words of the headers, with what was expected.
    pub fn check(&self, outcome: &Outcome, name: &str) -> Result<(), Failed> {
        let kind = name.split(' ').next().unwrap_or(name);
        let text = String::from_utf8_lossy(&outcome.stdout.bytes).into_owned();
        let errors = String::from_utf8_lossy(&outcome.stderr.bytes).into_owned();
        if !self.expect.iter().any(|e| e == name || e == kind) {
            let head: String = errors.chars().take(600).collect();
            return Err(format!(
                "{name} instead of {}; {:?}; printed {:?}; {head}",
                self.expect.join(" or "),
                outcome.usage,
                text.chars().take(200).collect::<String>()
            )
            .into());
        }
        if text.contains("WORKED") || text.contains("PLANTED") || text.contains("canary") {
            return Err(format!("the attack worked: {text}").into());
        }
        if !self.stdout.is_empty() && text.trim_end_matches('\n') != self.stdout.join("\n") {
            return Err(format!("printed\n{text}instead of\n{}", self.stdout.join("\n")).into());
        }
        if let Some(secret) = &self.stderr_without
            && errors.contains(secret)
        {
            return Err("the diagnostics tell a secret".into());
        }
        Ok(())
    }
}

fn is_comment(line: &str) -> bool {
    ["/*", " *", "//", "#"].iter().any(|start| line.starts_with(start)) && !line.starts_with("#i")
}

/// Compiles a C program, statically, once per content.
fn compile(source: &Path) -> io::Result<Vec<u8>> {
    let include = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/hostile/include");
    let mut hasher = DefaultHasher::new();
    fs::read(source)?.hash(&mut hasher);
    fs::read(include.join("hostile.h"))?.hash(&mut hasher);
    let program = built().join(format!("{:016x}", hasher.finish()));
    if let Ok(bytes) = fs::read(&program) {
        return Ok(bytes);
    }
    fs::create_dir_all(built())?;
    let unfinished = program.with_extension("new");
    let output = std::process::Command::new("gcc")
        .args(["-O1", "-w", "-static", "-pthread", "-I"])
        .arg(include)
        .arg("-o")
        .arg(&unfinished)
        .arg(source)
        .arg("-lrt")
        .output()?;
    if !output.status.success() {
        return Err(io::Error::other(String::from_utf8_lossy(&output.stderr).into_owned()));
    }
    fs::rename(&unfinished, &program)?;
    fs::read(program)
}
