//! The system-call filter: what is refused, how, and why. Data first, then its compiler.
//!
//! Everything not named here is allowed, up to the newest call known when this was written;
//! later calls do not exist (`ENOSYS`). The kernel keeps a bitmap of calls that are always
//! allowed, so only calls named here pay for the filter.

use crate::sys::seccomp::Instruction;

/// Who the filter is for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Profile {
    /// A program between standard input and output. File locks are refused: a lock on a shared
    /// read-only file is a channel between containers.
    #[default]
    Program,
    /// A compiler or a server: as `Program`, with file locks.
    Tools,
}

/// What happens to a call that a rule names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Action {
    /// The call fails with this `errno`; honest run-times probe and carry on.
    Fail(i32),
    /// The process ends with `SIGSYS`; no honest program makes this call.
    End,
}

/// When a rule applies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum When {
    Always,
    /// Low 32 bits of argument `index`, masked, equal one of `values`.
    Is {
        index: u8,
        mask: u32,
        values: &'static [u32],
    },
    /// Low 32 bits of argument `index`, masked, equal none of `values`.
    IsNot {
        index: u8,
        mask: u32,
        values: &'static [u32],
    },
}

/// One line of the table.
#[derive(Clone, Copy, Debug)]
pub struct Rule {
    pub call: i64,
    pub name: &'static str,
    pub when: When,
    pub action: Action,
    pub why: &'static str,
}

const ALL: u32 = u32::MAX;
const EPERM: Action = Action::Fail(libc::EPERM);
const ENOSYS: Action = Action::Fail(libc::ENOSYS);

/// Newest system call known here (`file_setattr`, Linux 6.17). Later ones get `ENOSYS`.
const NEWEST: u32 = 469;

macro_rules! rules {
    ($($call:ident $when:expr => $action:expr, $why:literal;)*) => {
        &[$(Rule {
            call: libc::$call, name: stringify!($call), when: $when, action: $action, why: $why,
        }),*]
    };
}

use When::{Always, Is, IsNot};

/// `CLONE_NEW*` bits that `clone` accepts; `CLONE_NEWTIME` shares bits with the exit signal.
const NAMESPACES: u32 = 0x7e02_0000;
const NAMESPACE_SETS: &[u32] = &[0];
/// `F_SETLK`, `F_SETLKW`, `F_OFD_SETLK`, `F_OFD_SETLKW`, `F_SETLEASE`.
const LOCKS: &[u32] = &[6, 7, 37, 38, 1024];
/// `AF_UNIX`, `AF_INET`, `AF_INET6`.
const FAMILIES: &[u32] = &[1, 2, 10];
/// `SOCK_STREAM`, `SOCK_DGRAM`, `SOCK_SEQPACKET`, below the flag bits.
const SOCKET_TYPES: &[u32] = &[1, 2, 5];
/// `PER_LINUX`, and the query that changes nothing.
const PERSONALITIES: &[u32] = &[0, ALL];

/// Rules for every profile.
const COMMON: &[Rule] = rules! {
    SYS_clone IsNot { index: 0, mask: NAMESPACES, values: NAMESPACE_SETS } => EPERM, "new namespaces give capabilities";
    SYS_clone3 Always => ENOSYS, "its flags cannot be filtered; libc falls back to clone";
    SYS_unshare Always => EPERM, "new namespaces give capabilities";
    SYS_setns Always => EPERM, "joins namespaces of others";
    SYS_socket IsNot { index: 0, mask: ALL, values: FAMILIES } => Action::Fail(libc::EAFNOSUPPORT), "vsock, netlink, packet, crypto and others reach the host kernel";
    SYS_socket IsNot { index: 1, mask: 0xf, values: SOCKET_TYPES } => EPERM, "raw sockets forge packets";
    SYS_ioctl Is { index: 1, mask: ALL, values: &[0x5412] } => Action::End, "TIOCSTI types into somebody's terminal";
    SYS_ioctl Is { index: 1, mask: ALL, values: &[0x541c] } => EPERM, "TIOCLINUX pastes into a console";
    SYS_prlimit64 IsNot { index: 0, mask: ALL, values: &[0] } => EPERM, "limits of the launcher are not the run's to change";
    SYS_setpriority IsNot { index: 1, mask: ALL, values: &[0] } => EPERM, "priority of the launcher is not the run's to change";
    SYS_personality IsNot { index: 0, mask: ALL, values: PERSONALITIES } => EPERM, "odd personalities weaken address randomisation";
    SYS_io_uring_setup Always => ENOSYS, "its requests pass no filter";
    SYS_io_uring_enter Always => ENOSYS, "its requests pass no filter";
    SYS_io_uring_register Always => ENOSYS, "its requests pass no filter";
    SYS_userfaultfd Always => ENOSYS, "stops the kernel in the middle of a copy; a favourite of exploits";
    SYS_perf_event_open Always => EPERM, "watches the machine, not the run";
    SYS_bpf Always => EPERM, "runs code in the kernel";
    SYS_add_key Always => ENOSYS, "keyrings are shared between containers";
    SYS_request_key Always => ENOSYS, "keyrings are shared between containers";
    SYS_keyctl Always => ENOSYS, "keyrings are shared between containers";
    SYS_mount Always => EPERM, "changes what is visible";
    SYS_umount2 Always => EPERM, "changes what is visible";
    SYS_pivot_root Always => EPERM, "changes what is visible";
    SYS_chroot Always => EPERM, "changes what is visible";
    SYS_fsopen Always => EPERM, "changes what is visible";
    SYS_fsconfig Always => EPERM, "changes what is visible";
    SYS_fsmount Always => EPERM, "changes what is visible";
    SYS_fspick Always => EPERM, "changes what is visible";
    SYS_open_tree Always => EPERM, "changes what is visible";
    SYS_move_mount Always => EPERM, "changes what is visible";
    SYS_mount_setattr Always => EPERM, "changes what is visible";
    SYS_open_by_handle_at Always => EPERM, "opens files by number, past every directory";
    SYS_name_to_handle_at Always => EPERM, "tells numbers of files";
    SYS_ptrace Always => EPERM, "controls the launcher";
    SYS_process_vm_readv Always => EPERM, "reads the launcher";
    SYS_process_vm_writev Always => EPERM, "writes the launcher";
    SYS_process_madvise Always => EPERM, "slows the launcher";
    SYS_pidfd_getfd Always => EPERM, "takes descriptors of the launcher";
    SYS_kcmp Always => EPERM, "tells kernel addresses apart";
    SYS_clock_settime Always => EPERM, "the clock is the host's";
    SYS_clock_adjtime Always => EPERM, "the clock is the host's";
    SYS_settimeofday Always => EPERM, "the clock is the host's";
    SYS_adjtimex Always => EPERM, "the clock is the host's";
    SYS_sched_setscheduler IsNot { index: 1, mask: ALL, values: &[0] } => EPERM, "real-time classes starve others; run-times ask for the ordinary one";
    SYS_sched_setparam Always => EPERM, "real-time classes starve others";
    SYS_sched_setattr Always => EPERM, "real-time classes starve others";
    SYS_sched_setaffinity Always => EPERM, "cores are given by the engine";
    SYS_ioprio_set Always => EPERM, "disk priority is the host's";
    SYS_migrate_pages Always => EPERM, "moves memory of the launcher";
    SYS_move_pages Always => EPERM, "moves memory of the launcher";
    SYS_memfd_secret Always => ENOSYS, "memory outside the accounts";
    SYS_syslog Always => EPERM, "the log is the host's";
    SYS_acct Always => EPERM, "accounting is the host's";
    SYS_quotactl Always => EPERM, "quotas are the host's";
    SYS_quotactl_fd Always => EPERM, "quotas are the host's";
    SYS_vhangup Always => EPERM, "terminals are the host's";
    SYS_sethostname Always => EPERM, "names outlive the run";
    SYS_setdomainname Always => EPERM, "names outlive the run";
    SYS_fanotify_init Always => EPERM, "watches files of others";
    SYS_reboot Always => Action::End, "no honest program restarts the host";
    SYS_kexec_load Always => Action::End, "no honest program replaces the kernel";
    SYS_kexec_file_load Always => Action::End, "no honest program replaces the kernel";
    SYS_init_module Always => Action::End, "no honest program loads kernel modules";
    SYS_finit_module Always => Action::End, "no honest program loads kernel modules";
    SYS_delete_module Always => Action::End, "no honest program unloads kernel modules";
    SYS_swapon Always => Action::End, "no honest program changes swap";
    SYS_swapoff Always => Action::End, "no honest program changes swap";
};

#[cfg(target_arch = "x86_64")]
const ARCHITECTURE: &[Rule] = rules! {
    SYS_iopl Always => Action::End, "no honest program talks to ports";
    SYS_ioperm Always => Action::End, "no honest program talks to ports";
    SYS_modify_ldt Always => EPERM, "16-bit segments; a favourite of exploits";
};
#[cfg(not(target_arch = "x86_64"))]
const ARCHITECTURE: &[Rule] = &[];

/// Rules of [`Profile::Program`] only. `ENOSYS` makes libraries carry on without a lock.
const NO_LOCKS: &[Rule] = rules! {
    SYS_flock Always => ENOSYS, "a lock on a shared file is a channel between containers";
    SYS_fcntl Is { index: 1, mask: ALL, values: LOCKS } => ENOSYS, "a lock on a shared file is a channel between containers";
};

/// Every rule of a profile, in the order they are tried.
pub fn rules(profile: Profile) -> impl Iterator<Item = &'static Rule> {
    let locks = match profile {
        Profile::Program => NO_LOCKS,
        Profile::Tools => &[],
    };
    locks.iter().chain(COMMON).chain(ARCHITECTURE)
}

/// The rules of `profile` as instructions for the kernel.
pub fn compile(profile: Profile) -> Vec<Instruction> {
    let mut out = vec![
        load(OFFSET_ARCHITECTURE),
        jump(EQUAL, AUDIT_ARCHITECTURE, 1, 0),
        answer(Action::End),
        load(OFFSET_NUMBER),
    ];
    if cfg!(target_arch = "x86_64") {
        // x32 calls carry this bit; they reach the same kernel by other numbers.
        out.extend([jump(AT_LEAST, 0x4000_0000, 0, 1), answer(Action::End)]);
    }
    out.extend([jump(GREATER, NEWEST, 0, 1), answer(ENOSYS)]);
    for rule in rules(profile) {
        emit(&mut out, rule);
    }
    out.push(statement(libc::BPF_RET | libc::BPF_K, libc::SECCOMP_RET_ALLOW));
    out
}

/// One rule: skip it whole when the number differs; leave the number loaded for the next.
fn emit(out: &mut Vec<Instruction>, rule: &Rule) {
    let number = u32::try_from(rule.call).expect("system call numbers are small");
    let mut body = Vec::new();
    match rule.when {
        Always => body.push(answer(rule.action)),
        Is { index, mask, values } => {
            body.extend(load_argument(index, mask));
            let count = u8::try_from(values.len()).expect("a handful of values");
            for (i, &value) in (0_u8..).zip(values) {
                // On a match jump to the answer, which follows the jump that skips it.
                body.push(jump(EQUAL, value, count - i, 0));
            }
            body.push(skip(1));
            body.push(answer(rule.action));
            body.push(load(OFFSET_NUMBER));
        }
        IsNot { index, mask, values } => {
            body.extend(load_argument(index, mask));
            let count = u8::try_from(values.len()).expect("a handful of values");
            for (i, &value) in (0_u8..).zip(values) {
                body.push(jump(EQUAL, value, count - i, 0));
            }
            body.push(answer(rule.action));
            body.push(load(OFFSET_NUMBER));
        }
    }
    let length = u8::try_from(body.len()).expect("rules are short");
    out.push(jump(EQUAL, number, 0, length));
    out.extend(body);
}

const OFFSET_NUMBER: u32 = 0;
const OFFSET_ARCHITECTURE: u32 = 4;
const OFFSET_ARGUMENTS: u32 = 16;
const EQUAL: u32 = libc::BPF_JEQ;
const GREATER: u32 = libc::BPF_JGT;
const AT_LEAST: u32 = libc::BPF_JGE;

// `linux/audit.h`: machine number, 64 bits, little endian.
#[cfg(target_arch = "x86_64")]
const AUDIT_ARCHITECTURE: u32 = 0xc000_003e;
#[cfg(target_arch = "aarch64")]
const AUDIT_ARCHITECTURE: u32 = 0xc000_00b7;

fn statement(code: u32, k: u32) -> Instruction {
    Instruction { code: u16::try_from(code).expect("BPF codes fit"), jt: 0, jf: 0, k }
}

fn load(offset: u32) -> Instruction {
    statement(libc::BPF_LD | libc::BPF_W | libc::BPF_ABS, offset)
}

fn load_argument(index: u8, mask: u32) -> [Instruction; 2] {
    // Both architectures are little endian: the low half comes first.
    let offset = OFFSET_ARGUMENTS + 8 * u32::from(index);
    [load(offset), statement(libc::BPF_ALU | libc::BPF_AND | libc::BPF_K, mask)]
}

fn jump(condition: u32, k: u32, if_true: u8, if_false: u8) -> Instruction {
    let code = u16::try_from(libc::BPF_JMP | condition | libc::BPF_K).expect("BPF codes fit");
    Instruction { code, jt: if_true, jf: if_false, k }
}

fn skip(count: u32) -> Instruction {
    statement(libc::BPF_JMP | libc::BPF_JA, count)
}

fn answer(action: Action) -> Instruction {
    let value = match action {
        Action::Fail(errno) => {
            let errno = u32::try_from(errno).expect("errno is positive");
            libc::SECCOMP_RET_ERRNO | (errno & libc::SECCOMP_RET_DATA)
        }
        Action::End => libc::SECCOMP_RET_KILL_PROCESS,
    };
    statement(libc::BPF_RET | libc::BPF_K, value)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What the compiled filter answers, by interpreting it.
    fn run(profile: Profile, call: i64, arguments: [u64; 6]) -> u32 {
        let program = compile(profile);
        let mut data = Vec::new();
        data.extend(u32::try_from(call).expect("small").to_le_bytes());
        data.extend(AUDIT_ARCHITECTURE.to_le_bytes());
        data.extend(0_u64.to_le_bytes());
        for a in arguments {
            data.extend(a.to_le_bytes());
        }
        let (mut pc, mut accumulator) = (0_usize, 0_u32);
        loop {
            let i = program[pc];
            pc += 1;
            let code = u32::from(i.code);
            match code & 0x07 {
                libc::BPF_LD => {
                    let at = i.k as usize;
                    let bytes = data[at..at + 4].try_into().expect("four bytes");
                    accumulator = u32::from_le_bytes(bytes);
                }
                libc::BPF_ALU => accumulator &= i.k,
                libc::BPF_JMP => {
                    let taken = match code & 0xf0 {
                        libc::BPF_JA => {
                            pc += i.k as usize;
                            continue;
                        }
                        libc::BPF_JEQ => accumulator == i.k,
                        libc::BPF_JGT => accumulator > i.k,
                        libc::BPF_JGE => accumulator >= i.k,
                        other => panic!("unexpected jump {other:#x}"),
                    };
                    pc += usize::from(if taken { i.jt } else { i.jf });
                }
                libc::BPF_RET => return i.k,
                other => panic!("unexpected class {other:#x}"),
            }
        }
    }

    const ALLOW: u32 = libc::SECCOMP_RET_ALLOW;

    fn fail(errno: i32) -> u32 {
        libc::SECCOMP_RET_ERRNO | u32::try_from(errno).expect("positive")
    }

    #[test]
    fn every_rule_answers_as_its_line_says() {
        for profile in [Profile::Program, Profile::Tools] {
            for rule in rules(profile) {
                let expected = match rule.action {
                    Action::Fail(errno) => fail(errno),
                    Action::End => libc::SECCOMP_RET_KILL_PROCESS,
                };
                let mut arguments = [0; 6];
                match rule.when {
                    Always => {}
                    Is { index, values, .. } => arguments[usize::from(index)] = values[0].into(),
                    // A bit pattern inside the mask that no list holds.
                    IsNot { index, mask, .. } => {
                        arguments[usize::from(index)] = (0x2000_0004 & u64::from(mask)).max(4);
                    }
                }
                // A `socket` call reaches its second rule only with a known family.
                if rule.name == "SYS_socket" && matches!(rule.when, IsNot { index: 1, .. }) {
                    arguments[0] = 1;
                }
                assert_eq!(run(profile, rule.call, arguments), expected, "{}", rule.name);
            }
        }
    }

    #[test]
    fn honest_calls_pass() {
        let clone_thread = 0x003d_0f00;
        for (call, arguments) in [
            (libc::SYS_read, [0; 6]),
            (libc::SYS_execve, [0; 6]),
            (libc::SYS_clone, [clone_thread, 0, 0, 0, 0, 0]),
            (libc::SYS_socket, [2, 0x80801, 0, 0, 0, 0]),
            (libc::SYS_socket, [1, 5, 0, 0, 0, 0]),
            (libc::SYS_fcntl, [0, 1, 0, 0, 0, 0]),
            (libc::SYS_fcntl, [0, 4, 0, 0, 0, 0]),
            (libc::SYS_ioctl, [0, 0x5401, 0, 0, 0, 0]),
            (libc::SYS_prlimit64, [0, 7, 0, 0, 0, 0]),
            (libc::SYS_personality, [0xffff_ffff, 0, 0, 0, 0, 0]),
            (libc::SYS_landlock_restrict_self, [0; 6]),
        ] {
            assert_eq!(run(Profile::Program, call, arguments), ALLOW, "call {call}");
        }
        assert_eq!(run(Profile::Tools, libc::SYS_flock, [0; 6]), ALLOW);
        assert_eq!(run(Profile::Tools, libc::SYS_fcntl, [0, 6, 0, 0, 0, 0]), ALLOW);
    }

    #[test]
    fn foreign_and_future_calls_do_not_pass() {
        assert_eq!(run(Profile::Program, 500, [0; 6]), fail(libc::ENOSYS));
        if cfg!(target_arch = "x86_64") {
            let x32_read = 0x4000_0000;
            assert_eq!(run(Profile::Program, x32_read, [0; 6]), libc::SECCOMP_RET_KILL_PROCESS);
        }
    }

    #[test]
    fn every_rule_has_its_reason() {
        for rule in rules(Profile::Program) {
            assert!(rule.why.len() > 10, "{} needs a reason", rule.name);
        }
    }
}
