//! What `doctor` runs inside a container: small attacks that say how far they came.
//!
//! Each prints facts, one per line; `doctor.rs` judges them from outside.

use std::fs;
use std::io;
use std::net::{SocketAddr, TcpStream};
use std::time::Duration;

use crate::filter::{self, Action, Profile, When};
use crate::sys::process;

/// Runs the probe called `name`; the exit status of the process.
pub fn run(name: &str) -> i32 {
    match name {
        "look" => look(),
        "escape" => escape(),
        "calls" => calls(),
        "network" => network(),
        "memory" => memory(),
        "spin" => spin(),
        "fork" => fork(),
        "leave" => leave(),
        "reboot" => forbidden(),
        "hello" => println!("hello"),
        _ => return 2,
    }
    0
}

/// Namespaces in the order the engine compares them.
pub const NAMESPACES: [&str; 7] = ["user", "pid", "mnt", "net", "ipc", "uts", "cgroup"];

/// What the container shows of itself and of the host.
fn look() {
    for name in NAMESPACES {
        let link = fs::read_link(format!("/proc/self/ns/{name}"));
        println!("ns {name} {}", link.map_or_else(|e| e.to_string(), |l| l.display().to_string()));
    }
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    for key in ["Uid", "CapEff", "CapPrm", "CapBnd", "CapAmb", "NoNewPrivs", "Seccomp"] {
        let value = status.lines().find_map(|l| l.strip_prefix(key)?.strip_prefix(':'));
        println!("status {key} {}", value.unwrap_or("missing").trim());
    }
    for path in ["/root", "/home", "/sys/kernel", "/dev/mem", "/dev/sda", "/dev/vda", "/boot"] {
        println!("path {path} {}", fs::symlink_metadata(path).is_ok());
    }
    for path in ["/proc/kcore", "/proc/kallsyms", "/proc/sys/kernel/hostname", "/proc/keys"] {
        let readable = fs::File::open(path).and_then(|mut f| {
            let mut byte = [0; 1];
            io::Read::read(&mut f, &mut byte)
        });
        println!("proc {path} {}", readable.is_ok_and(|n| n > 0));
    }
    let visible =
        fs::read_dir("/proc").into_iter().flatten().flatten().filter(|e| {
            e.file_name().to_str().is_some_and(|n| n.chars().all(|c| c.is_ascii_digit()))
        });
    println!("processes {}", visible.count());
    for path in ["/file", "/usr/file", "/box/file", "/etc/file", "/dev/file"] {
        println!("write {path} {}", fs::write(path, "x").is_ok());
    }
}

/// System calls that must fail.
fn escape() {
    let tries: [(&str, io::Result<()>); 5] = [
        ("user namespace", process::unshare(process::USER)),
        ("mount namespace", process::unshare(process::ALL_BUT_USER_AND_CGROUP)),
        ("mount", crate::sys::mount::tmpfs("/work".as_ref(), "size=1m")),
        ("host name", process::set_host_name(c"taken")),
        ("root", process::become_user(0, 0, true)),
    ];
    for (name, result) in tries {
        println!("escape {name}: {}", result.is_ok());
    }
}

/// Every call that the filter refuses without a look at its arguments.
fn calls() {
    for rule in filter::rules(Profile::Program) {
        if let (When::Always, Action::Fail(errno)) = (rule.when, rule.action) {
            let refused =
                process::bare_call(rule.call).is_err_and(|e| e.raw_os_error() == Some(errno));
            println!("call {} {refused}", rule.name);
        }
    }
}

fn network() {
    for target in ["127.0.0.1:22", "10.0.0.1:80", "169.254.169.254:80", "[::1]:22"] {
        let address: SocketAddr = target.parse().expect("the addresses above are well formed");
        let reached = match TcpStream::connect_timeout(&address, Duration::from_millis(500)) {
            Ok(_) => true,
            // Somebody answered that nobody listens: the packet did arrive somewhere.
            Err(e) => e.kind() == io::ErrorKind::ConnectionRefused,
        };
        println!("network {target}: {reached}");
    }
}

/// Far more memory than any doctor's limit, touched page by page.
fn memory() {
    const PAGE: usize = 4096;
    let mut all: Vec<Vec<u8>> = Vec::new();
    for _ in 0..4096 {
        let mut block = vec![0_u8; 1 << 20];
        for page in block.chunks_mut(PAGE) {
            page[0] = 1;
        }
        all.push(block);
    }
    println!("memory {}", all.len());
}

fn spin() {
    let mut value = 1_u64;
    loop {
        value = std::hint::black_box(value.wrapping_mul(3));
    }
}

/// Children until the system says no.
fn fork() {
    for count in 0..100_000 {
        match process::fork() {
            Ok(process::Fork::Child) => loop {
                std::thread::park();
            },
            Ok(process::Fork::Parent(_)) => {}
            Err(_) => {
                println!("forks {count}");
                return;
            }
        }
    }
}

/// A child in a session of its own that outlives its parent.
fn leave() {
    if let Ok(process::Fork::Child) = process::fork() {
        spin();
    }
    println!("left");
}

fn forbidden() {
    // A call that no honest program makes; the filter ends the process.
    let _never_returns = process::swap_off(c"/nowhere");
    println!("survived");
}
