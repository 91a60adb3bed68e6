//! Settings from the environment, and the parsers of limits: `2s`, `256MiB`.

use std::path::{Path, PathBuf};
use std::time::Duration;

use judge::{Config, Judge};
use sandbox::Sandbox;

/// Opens the sandbox and the judge of this process.
pub fn open_judge(slots: Option<usize>) -> anyhow::Result<Judge> {
    let sandbox = Sandbox::open(sandbox::Config::default())?;
    let mut config = Config {
        cache: cache_folder(),
        languages: std::env::var_os("GREENROOM_LANGUAGES").map(PathBuf::from),
        ..Config::default()
    };
    config.slots = slots.unwrap_or(config.slots).max(1);
    Ok(Judge::new(sandbox, config)?)
}

/// The folder named, else `greenroom` in the user's data folder.
pub fn data_folder(named: Option<&Path>) -> anyhow::Result<PathBuf> {
    named
        .map(PathBuf::from)
        .or_else(|| Some(folder_of("XDG_DATA_HOME", ".local/share")?.join("greenroom")))
        .ok_or_else(|| anyhow::anyhow!("neither --data nor HOME says where to keep things"))
}

/// `GREENROOM_CACHE`, else the user's cache folder.
pub fn cache_folder() -> Option<PathBuf> {
    let named = variable("GREENROOM_CACHE");
    named.or_else(|| Some(folder_of("XDG_CACHE_HOME", ".cache")?.join("greenroom")))
}

/// A folder of the user: the one of the variable, else the usual one in the home folder.
pub fn folder_of(name: &str, usual: &str) -> Option<PathBuf> {
    variable(name).or_else(|| Some(variable("HOME")?.join(usual)))
}

fn variable(name: &str) -> Option<PathBuf> {
    std::env::var_os(name).filter(|value| !value.is_empty()).map(PathBuf::from)
}

/// `2s`, `1.5s`, `300ms`, `1m`.
pub fn parse_duration(text: &str) -> Result<Duration, String> {
    let split = text.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(text.len());
    let (number, unit) = text.split_at(split);
    let factor = match unit {
        "ms" => 0.001,
        "s" | "" => 1.0,
        "m" | "min" => 60.0,
        _ => return Err(format!("{text} is no time; write 2s, 300ms or 1m")),
    };
    let seconds = number.parse::<f64>().ok().map(|number| number * factor);
    seconds
        .filter(|seconds| *seconds > 0.0 && *seconds <= 86_400.0)
        .map(Duration::from_secs_f64)
        .ok_or_else(|| format!("{text} is no time between 1ms and 24 hours; write 2s, 300ms or 1m"))
}

/// `256MiB`, `64KiB`, `1GiB`, or bytes.
pub fn parse_size(text: &str) -> Result<u64, String> {
    let split = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
    let (number, unit) = text.split_at(split);
    let factor: u64 = match unit {
        "" | "B" => 1,
        "K" | "KiB" => 1 << 10,
        "M" | "MiB" => 1 << 20,
        "G" | "GiB" => 1 << 30,
        _ => return Err(format!("{text} is no size; write 256MiB, 64KiB or 1GiB")),
    };
    number
        .parse::<u64>()
        .ok()
        .and_then(|number| number.checked_mul(factor))
        .filter(|size| (1..=1 << 40).contains(size))
        .ok_or_else(|| format!("{text} is no size up to 1024GiB; write 256MiB, 64KiB or 1GiB"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_and_sizes_have_units() {
        for (text, millis) in [("2s", 2000), ("300ms", 300), ("1.5", 1500), ("1m", 60_000)] {
            assert_eq!(parse_duration(text), Ok(Duration::from_millis(millis)), "{text}");
        }
        for text in ["", "0s", "-1s", "2h", "1e9s", "999999s", "nan", "s"] {
            assert!(parse_duration(text).is_err(), "{text}");
        }
        for (text, bytes) in [("256MiB", 256 << 20), ("64KiB", 65_536), ("1G", 1 << 30), ("7", 7)] {
            assert_eq!(parse_size(text), Ok(bytes), "{text}");
        }
        for text in ["", "0", "-1", "2TB", "99999999999999999999", "MiB", "1.5MiB"] {
            assert!(parse_size(text).is_err(), "{text}");
        }
    }
}
