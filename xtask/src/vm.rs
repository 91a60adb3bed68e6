//! Runs the hostile set in a small guest whose kernel has control groups version 2 only.
//!
//! The kernel is Debian's cloud kernel, unpacked from its package; the root is an initramfs with
//! busybox, the test program, the libraries it needs and the attacks, compiled here. QEMU
//! emulates in software: good for verdicts, useless for times.

use std::fs;
use std::io::Write;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context, Result, bail};

use crate::setup;
use crate::workspace::{Workspace, must, output};

const PACKAGES: [&str; 3] = ["qemu-system-x86", "busybox-static", "cpio"];
/// Depends on the newest kernel made for virtual machines.
const KERNEL: &str = "linux-image-cloud-amd64";
/// How much longer than on the host the guest may take; see `HOSTILE_SLOW` of the suite.
const SLOW: u32 = 4;
/// Seconds after which a guest that does not end is stopped.
const PATIENCE: u32 = 2400;
const MEMORY_MIB: u32 = 1024;

/// First program of the guest: leaves the initramfs, whose root cannot be pivoted away from.
const INIT: &str = r"#!/bin/busybox sh
/bin/busybox mkdir -p /new && /bin/busybox mount -t tmpfs tmpfs /new
/bin/busybox cp -a /bin /lib /lib64 /usr /dev /proc /sys /tmp /var /etc /tests /second /new/
exec /bin/busybox switch_root /new /second
";

const SECOND: &str = r#"#!/bin/busybox sh
export PATH=/bin TMPDIR=/tmp HOSTILE_PREBUILT=/tests/programs HOSTILE_SLOW=@SLOW@
mount -t devtmpfs dev /dev
exec < /dev/console > /dev/console 2>&1
mount -t proc proc /proc
mount -t sysfs sys /sys
mount -t cgroup2 cgroup2 /sys/fs/cgroup
/tests/runs --color never every_wall_holds_here
WALLS=$?
/tests/hostile --color never
echo "GUEST-RESULT=$WALLS-$?"
poweroff -f
"#;

/// Whether a guest can be started here without installing anything.
pub fn possible() -> bool {
    cfg!(target_arch = "x86_64") && setup::exists("qemu-system-x86_64")
}

pub fn test(workspace: &Workspace) -> Result<()> {
    setup::packages(workspace, &PACKAGES)?;
    let folder = workspace.cache.join("guest");
    let kernel = kernel(&folder)?;
    let initrd = initramfs(workspace, &folder)?;
    let log = boot(&kernel, &initrd, &folder)?;
    for line in log.lines().filter(|l| l.starts_with("test result:")) {
        eprintln!("guest with control groups version 2: {line}");
    }
    if !log.lines().any(|line| line == "GUEST-RESULT=0-0") {
        bail!("the guest failed; its log is {}", folder.join("guest.log").display());
    }
    Ok(())
}

/// The kernel's image, fetched once.
fn kernel(folder: &Path) -> Result<PathBuf> {
    let unpacked = folder.join("kernel");
    if let Some(image) = image_in(&unpacked) {
        return Ok(image);
    }
    fs::create_dir_all(&unpacked)?;
    let depends = output(Command::new("apt-cache").args(["depends", KERNEL]))?;
    let package = depends
        .lines()
        .filter_map(|l| l.trim().strip_prefix("Depends: linux-image-"))
        .find(|rest| rest.starts_with(|c: char| c.is_ascii_digit()))
        .with_context(|| format!("{KERNEL} names no kernel; run `apt-get update`"))?;
    let package = format!("linux-image-{package}");
    must(Command::new("apt-get").args(["download", &package]).current_dir(folder))?;
    let archive = fs::read_dir(folder)?
        .flatten()
        .map(|e| e.path())
        .find(|p| p.extension().is_some_and(|e| e == "deb"))
        .context("apt-get downloaded no package")?;
    must(Command::new("dpkg-deb").arg("-x").arg(&archive).arg(&unpacked))?;
    image_in(&unpacked).context("the package holds no kernel")
}

fn image_in(unpacked: &Path) -> Option<PathBuf> {
    let entries = fs::read_dir(unpacked.join("boot")).ok()?.flatten();
    entries
        .map(|e| e.path())
        .find(|p| p.file_name().is_some_and(|n| n.to_string_lossy().starts_with("vmlinuz-")))
}

/// Packs everything the guest needs.
fn initramfs(workspace: &Workspace, folder: &Path) -> Result<PathBuf> {
    let root = folder.join("root");
    if root.exists() {
        fs::remove_dir_all(&root)?;
    }
    for place in
        ["bin", "lib", "lib64", "usr", "dev", "proc", "sys", "tmp", "var/tmp", "etc", "tests"]
    {
        fs::create_dir_all(root.join(place))?;
    }
    fs::copy("/bin/busybox", root.join("bin/busybox"))?;
    let applets = output(Command::new("/bin/busybox").arg("--list"))?;
    for applet in applets.lines().filter(|a| *a != "busybox") {
        symlink("busybox", root.join("bin").join(applet))?;
    }
    for name in ["hostile", "runs"] {
        let program = test_program(workspace, name)?;
        fs::copy(&program, root.join("tests").join(name))?;
        libraries(&program, &root)?;
        if name == "hostile" {
            let programs = root.join("tests/programs");
            must(Command::new(&program).arg("--build-to").arg(programs))?;
        }
    }
    script(&root.join("init"), INIT)?;
    script(&root.join("second"), &SECOND.replace("@SLOW@", &SLOW.to_string()))?;
    let image = folder.join("initrd.gz");
    let pack = "find . | cpio -o -H newc --quiet | gzip -1 > ../initrd.gz";
    must(Command::new("sh").args(["-ec", pack]).current_dir(&root))?;
    Ok(image)
}

fn script(path: &Path, text: &str) -> Result<()> {
    fs::write(path, text)?;
    fs::set_permissions(path, fs::Permissions::from_mode(0o755))?;
    Ok(())
}

/// Builds one of the sandbox's test programs; cargo says where it is.
fn test_program(workspace: &Workspace, name: &str) -> Result<PathBuf> {
    let arguments =
        ["test", "--package", "sandbox", "--test", name, "--no-run", "--message-format", "json"];
    let messages = output(workspace.cargo(&arguments).stderr(Stdio::inherit()))?;
    messages
        .lines()
        .filter_map(|line| serde_json::from_str::<serde_json::Value>(line).ok())
        .filter(|m| m["target"]["name"] == name && m["profile"]["test"] == true)
        .find_map(|m| m["executable"].as_str().map(PathBuf::from))
        .with_context(|| format!("cargo built no test program {name}"))
}

/// Copies the shared libraries of a program to where its loader looks for them.
fn libraries(program: &Path, root: &Path) -> Result<()> {
    let list = output(Command::new("ldd").arg(program))?;
    for path in list.split_whitespace().filter(|w| w.starts_with('/')) {
        let target = root.join(path.trim_start_matches('/'));
        if let Some(parent) = target.parent() {
            fs::create_dir_all(parent)?;
        }
        fs::copy(path, target).with_context(|| format!("copying {path}"))?;
    }
    Ok(())
}

fn boot(kernel: &Path, initrd: &Path, folder: &Path) -> Result<String> {
    eprintln!("Starting a guest with control groups version 2; this takes some minutes.");
    let mut command = Command::new("timeout");
    command
        .args([&PATIENCE.to_string(), "qemu-system-x86_64", "-accel", "tcg", "-cpu", "max"])
        .args(["-m", &MEMORY_MIB.to_string(), "-smp", "2"])
        .args(["-nographic", "-no-reboot", "-net", "none"])
        .arg("-kernel")
        .arg(kernel)
        .arg("-initrd")
        .arg(initrd)
        .args(["-append", "console=ttyS0 quiet panic=-1 cgroup_no_v1=all"])
        .stdin(Stdio::null());
    let result = command.output().context("QEMU cannot be started")?;
    let log = String::from_utf8_lossy(&result.stdout).replace('\r', "");
    fs::File::create(folder.join("guest.log"))?.write_all(log.as_bytes())?;
    Ok(log)
}
