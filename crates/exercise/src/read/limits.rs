//! `limits:` of `problem.yaml`, and the files in which older judges keep the time limit.

use std::time::Duration;

use super::Reader;
use crate::number;
use crate::package::{Format, Limits, StatedTimeLimit, TimeLimit, TimeLimitOrigin, TimeLimitRule};
use crate::rules;
use crate::yaml::{self, Map, Node, Source};

/// Above this a limit is a mistake: one day, in seconds.
const MAX_SECONDS: f64 = 86_400.0;
/// One tebibyte in MiB (and one gibibyte in KiB).
const MAX_UNITS: u64 = 1 << 20;
const MAX_PASSES: u64 = 1000;
/// A time limit is a multiple of the resolution up to this relative error of decimal fractions.
const MULTIPLE_TOLERANCE: f64 = 1e-9;

const SHARED: [&str; 8] = [
    "memory",
    "output",
    "code",
    "compilation_time",
    "compilation_memory",
    "validation_time",
    "validation_memory",
    "validation_output",
];

pub fn read(source: &mut Source<'_>, map: &Map, format: Format) -> (Limits, TimeLimit) {
    let mut known: Vec<&str> = SHARED.to_vec();
    known.extend(if format.is_legacy() {
        &["time_multiplier", "time_safety_margin"][..]
    } else {
        &["validation_passes", "time_limit", "time_resolution", "time_multipliers"]
    });
    source.only(map, &known);
    let limits = Limits {
        memory_mib: units(source, map, "memory"),
        output_mib: units(source, map, "output"),
        code_kib: units(source, map, "code"),
        compilation_time: duration(source, map, "compilation_time"),
        compilation_memory_mib: units(source, map, "compilation_memory"),
        validation_time: duration(source, map, "validation_time"),
        validation_memory_mib: units(source, map, "validation_memory"),
        validation_output_mib: units(source, map, "validation_output"),
        validation_passes: (!format.is_legacy()).then(|| passes(source, map)).flatten(),
    };
    let time_limit = if format.is_legacy() { legacy(source, map) } else { bounded(source, map) };
    (limits, time_limit)
}

fn units(source: &mut Source<'_>, map: &Map, key: &str) -> Option<u64> {
    let node = yaml::get(map, key)?;
    let value = source.integer(node, key)?;
    within(source, node, key, (1..=MAX_UNITS).contains(&value)).then_some(value)
}

fn passes(source: &mut Source<'_>, map: &Map) -> Option<u32> {
    let key = "validation_passes";
    let node = yaml::get(map, key)?;
    let value = source.integer(node, key)?;
    let fits = within(source, node, key, (2..=MAX_PASSES).contains(&value));
    fits.then(|| u32::try_from(value).ok()).flatten()
}

fn duration(source: &mut Source<'_>, map: &Map, key: &str) -> Option<Duration> {
    seconds(source, map, key).map(Duration::from_secs_f64)
}

fn seconds(source: &mut Source<'_>, map: &Map, key: &str) -> Option<f64> {
    let node = yaml::get(map, key)?;
    let value = source.number(node, key)?;
    within(source, node, key, value > 0.0 && value <= MAX_SECONDS).then_some(value)
}

fn within(source: &mut Source<'_>, node: &Node, key: &str, fits: bool) -> bool {
    if !fits {
        let message = format!("The limit `{key}` is out of range; give a value that can be kept.");
        source.add(rules::BAD_LIMIT, node.line, message);
    }
    fits
}

fn multiplier(source: &mut Source<'_>, map: &Map, key: &str, default: f64) -> f64 {
    let Some(node) = yaml::get(map, key) else { return default };
    let Some(value) = source.number(node, key) else { return default };
    let fits = (1.0..=MAX_SECONDS).contains(&value);
    if within(source, node, key, fits) { value } else { default }
}

fn legacy(source: &mut Source<'_>, map: &Map) -> TimeLimit {
    let rule = TimeLimitRule::Legacy {
        multiplier: multiplier(source, map, "time_multiplier", 5.0),
        safety_margin: multiplier(source, map, "time_safety_margin", 2.0),
    };
    TimeLimit { stated: None, rule }
}

fn bounded(source: &mut Source<'_>, map: &Map) -> TimeLimit {
    let resolution = seconds(source, map, "time_resolution").unwrap_or(1.0);
    let (mut ac_to_time_limit, mut time_limit_to_tle) = (2.0, 1.5);
    if let Some(map) =
        yaml::get(map, "time_multipliers").and_then(|node| source.fields(node, "time_multipliers"))
    {
        source.only(map, &["ac_to_time_limit", "time_limit_to_tle"]);
        ac_to_time_limit = multiplier(source, map, "ac_to_time_limit", ac_to_time_limit);
        time_limit_to_tle = multiplier(source, map, "time_limit_to_tle", time_limit_to_tle);
    }
    let stated = seconds(source, map, "time_limit");
    if let Some((seconds, node)) = stated.zip(yaml::get(map, "time_limit")) {
        let steps = seconds / resolution;
        if (steps - steps.round()).abs() > MULTIPLE_TOLERANCE * steps.max(1.0) {
            let message = format!(
                "The time limit of {seconds} s is not a multiple of the time resolution of \
                 {resolution} s; change one of them."
            );
            source.add(rules::BAD_LIMIT, node.line, message);
        }
    }
    let origin = TimeLimitOrigin::ProblemYaml;
    TimeLimit {
        stated: stated.map(|seconds| StatedTimeLimit { seconds, origin }),
        rule: TimeLimitRule::Bounded { resolution, ac_to_time_limit, time_limit_to_tle },
    }
}

impl Reader<'_> {
    /// `domjudge-problem.ini`, else `.timelimit`: they override the derivation of old packages.
    pub(super) fn stated_elsewhere(&mut self) -> Option<StatedTimeLimit> {
        let ini = self.small_text("domjudge-problem.ini").and_then(|text| {
            let line = text.lines().enumerate().find_map(|(index, line)| {
                let (key, value) = line.split_once('=')?;
                (key.trim() == "timelimit").then(|| (index + 1, value.trim().to_owned()))
            });
            line.map(|(line, value)| (value.trim_matches(['"', '\'']).to_owned(), line))
        });
        if let Some((value, line)) = ini {
            return self.stated(&value, "domjudge-problem.ini", line, TimeLimitOrigin::DomjudgeIni);
        }
        let text = self.small_text(".timelimit")?;
        self.stated(text.trim(), ".timelimit", 1, TimeLimitOrigin::DotTimelimit)
    }

    fn stated(
        &mut self,
        text: &str,
        file: &str,
        line: usize,
        origin: TimeLimitOrigin,
    ) -> Option<StatedTimeLimit> {
        let seconds = number::parse_float(text).filter(|s| *s > 0.0 && *s <= MAX_SECONDS);
        if seconds.is_none() {
            let message = "The time limit must be one number of seconds above 0.";
            self.findings.add(rules::BAD_LIMIT, file, Some(line), message);
        }
        seconds.map(|seconds| StatedTimeLimit { seconds, origin })
    }

    fn small_text(&mut self, name: &str) -> Option<String> {
        let entry = self.tree.file(name)?;
        let bytes = self.bytes(name, entry, yaml::MAX_BYTES as u64)?;
        Some(String::from_utf8_lossy(&bytes).into_owned())
    }
}
