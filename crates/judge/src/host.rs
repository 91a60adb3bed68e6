//! Facts of this host that a report carries, so that figures can be compared.

use std::time::Instant;

use sandbox::Sandbox;

use crate::report::HostFacts;

/// Turns of the calibration loop: some milliseconds on any machine of the decade.
const TURNS: u64 = 4_000_000;
/// Measured this often; the best counts, since noise only ever adds.
const TRIALS: usize = 3;

pub fn facts(sandbox: &Sandbox) -> HostFacts {
    let host = sandbox.host();
    let read = |path| std::fs::read_to_string(path).unwrap_or_default();
    let processor = read("/proc/cpuinfo")
        .lines()
        .find_map(|line| line.strip_prefix("model name")?.split_once(':'))
        .map(|(_, name)| name.trim().to_owned())
        .unwrap_or_default();
    let load = read("/proc/loadavg");
    HostFacts {
        cgroup: host.cgroup.to_owned(),
        mode: host.mode.to_owned(),
        kernel: read("/proc/sys/kernel/osrelease").trim().to_owned(),
        processor,
        cores: sandbox.cores(),
        load: load.split(' ').next().and_then(|word| word.parse().ok()).unwrap_or_default(),
        calibration_us: (0..TRIALS).map(|_| calibrate()).min().unwrap_or_default(),
    }
}

/// Microseconds for a fixed chain of integer operations that nothing can shorten.
fn calibrate() -> u64 {
    let start = Instant::now();
    let mut state = std::hint::black_box(1u64);
    for _ in 0..TURNS {
        state =
            state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        state ^= state >> 29;
    }
    std::hint::black_box(state);
    u64::try_from(start.elapsed().as_micros()).unwrap_or(u64::MAX)
}
