//! Laws of durations and of keys. Sampling uses `random` alone; nothing here knows a component.

use crate::Nanos;
use crate::random::{Stream, exp, ln};

/// The most distinct keys that a client may ask for: caches and ledgers keep a few words for each.
pub const MAX_KEYS: u32 = 2_000_000;

/// Longest duration of any figure: sums of several stay far below the end of the clock.
pub const MAX_DURATION: Nanos = 1_000_000 * crate::SECOND;

/// How long something takes. Means are in nanoseconds.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Law {
    Constant(Nanos),
    Exponential(Nanos),
    /// Sum of `stages` exponentials; squared coefficient of variation 1 / `stages`.
    Erlang {
        mean: Nanos,
        stages: u8,
    },
    /// `mean` of the duration itself; `sigma` of its logarithm.
    LogNormal {
        mean: Nanos,
        sigma: f64,
    },
    /// Two exponentials with balanced means; `variation` is the squared coefficient, at least 1.
    HyperExponential {
        mean: Nanos,
        variation: f64,
    },
    /// `slow` with probability `share`, else `fast`: a dependency with a bad tail.
    Bimodal {
        fast: Nanos,
        slow: Nanos,
        share: f64,
    },
}

impl Law {
    pub(crate) fn sample(&self, stream: &mut Stream) -> Nanos {
        let value = match *self {
            Self::Constant(value) => return value,
            Self::Exponential(mean) => mean as f64 * stream.exponential(),
            Self::Erlang { mean, stages } => {
                let sum: f64 = (0..stages).map(|_| stream.exponential()).sum();
                mean as f64 * sum / f64::from(stages)
            }
            Self::LogNormal { mean, sigma } => {
                mean as f64 * exp(sigma * stream.normal() - sigma * sigma / 2.0)
            }
            Self::HyperExponential { mean, variation } => {
                let p = 0.5 * (1.0 + ((variation - 1.0) / (variation + 1.0)).sqrt());
                let branch = if stream.chance(p) { p } else { 1.0 - p };
                mean as f64 / (2.0 * branch) * stream.exponential()
            }
            Self::Bimodal { fast, slow, share } => {
                return if stream.chance(share) { slow } else { fast };
            }
        };
        (value + 0.5) as Nanos
    }

    fn longest_figure(&self) -> Nanos {
        match *self {
            Self::Constant(mean)
            | Self::Exponential(mean)
            | Self::Erlang { mean, .. }
            | Self::LogNormal { mean, .. }
            | Self::HyperExponential { mean, .. } => mean,
            Self::Bimodal { fast, slow, .. } => fast.max(slow),
        }
    }

    /// What is wrong with the figures, if anything.
    pub(crate) fn fault(&self) -> Option<&'static str> {
        if self.longest_figure() > MAX_DURATION {
            return Some("a duration must be at most a million seconds");
        }
        match *self {
            Self::Erlang { stages: 0, .. } => Some("an Erlang law needs at least one stage"),
            Self::LogNormal { sigma, .. } if !(0.0..=4.0).contains(&sigma) => {
                Some("sigma of a lognormal law must be from 0 to 4")
            }
            Self::HyperExponential { variation, .. } if !(1.0..=1e4).contains(&variation) => {
                Some("the squared variation of a hyper-exponential law must be from 1 to 10000")
            }
            Self::Bimodal { share, .. } if !(0.0..=1.0).contains(&share) => {
                Some("a share must be from 0 to 1")
            }
            _ => None,
        }
    }
}

/// Which keys requests ask for. Key 0 is the hottest.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Keys {
    Uniform { count: u32 },
    Zipf { count: u32, exponent: f64 },
}

impl Keys {
    pub fn count(&self) -> u32 {
        match *self {
            Self::Uniform { count } | Self::Zipf { count, .. } => count,
        }
    }

    /// What is wrong with the figures, if anything.
    pub(crate) fn fault(&self) -> Option<&'static str> {
        match *self {
            _ if !(1..=MAX_KEYS).contains(&self.count()) => {
                Some("keys must be from 1 to 2 million")
            }
            Self::Zipf { exponent, .. } if !(0.0..=5.0).contains(&exponent) => {
                Some("the exponent of a Zipf law must be from 0 to 5")
            }
            _ => None,
        }
    }
}

/// Draws keys in constant time; Zipf by Vose's alias table, exact for any exponent.
#[derive(Debug, Clone)]
pub(crate) struct KeyTable {
    count: u32,
    /// Per column: the probability of keeping the column itself, and the key taken otherwise.
    columns: Vec<(f64, u32)>,
}

impl KeyTable {
    pub fn new(keys: Keys) -> Self {
        let columns = match keys {
            Keys::Uniform { .. } => Vec::new(),
            Keys::Zipf { count, exponent } => alias(count, exponent),
        };
        Self { count: keys.count(), columns }
    }

    pub fn draw(&self, stream: &mut Stream) -> u32 {
        let column = stream.below(self.count);
        match self.columns.get(column as usize) {
            Some(&(keep, other)) if stream.unit() >= keep => other,
            _ => column,
        }
    }
}

fn alias(count: u32, exponent: f64) -> Vec<(f64, u32)> {
    let weights: Vec<f64> = (1..=count).map(|k| exp(-exponent * ln(f64::from(k)))).collect();
    let scale = f64::from(count) / weights.iter().sum::<f64>();
    let mut columns: Vec<(f64, u32)> =
        weights.iter().zip(0..).map(|(w, key)| (w * scale, key)).collect();
    let (mut small, mut large): (Vec<u32>, Vec<u32>) =
        (0..count).partition(|&key| columns[key as usize].0 < 1.0);
    while let (Some(&below), Some(&above)) = (small.last(), large.last()) {
        small.pop();
        columns[below as usize].1 = above;
        let rest = columns[above as usize].0 - (1.0 - columns[below as usize].0);
        columns[above as usize].0 = rest;
        if rest < 1.0 {
            large.pop();
            small.push(above);
        }
    }
    // What rounding left over is a full column.
    for key in small.into_iter().chain(large) {
        columns[key as usize] = (1.0, key);
    }
    columns
}

#[cfg(test)]
mod tests {
    use super::*;

    fn moments(law: Law) -> (f64, f64) {
        let mut stream = Stream::new(3, "law", "moments");
        let n = 400_000;
        let values: Vec<f64> = (0..n).map(|_| law.sample(&mut stream) as f64).collect();
        let mean = values.iter().sum::<f64>() / f64::from(n);
        let variance = values.iter().map(|v| (v - mean) * (v - mean)).sum::<f64>() / f64::from(n);
        (mean, variance / (mean * mean))
    }

    #[test]
    fn laws_have_their_mean_and_variation() {
        let mean = 1_000_000;
        for (law, variation, tolerance) in [
            (Law::Constant(mean), 0.0, 1e-9),
            (Law::Exponential(mean), 1.0, 0.02),
            (Law::Erlang { mean, stages: 4 }, 0.25, 0.01),
            (Law::LogNormal { mean, sigma: 1.0 }, std::f64::consts::E - 1.0, 0.15),
            (Law::HyperExponential { mean, variation: 4.0 }, 4.0, 0.12),
        ] {
            let (got_mean, got_variation) = moments(law);
            assert!((got_mean / mean as f64 - 1.0).abs() < 0.015, "{law:?}: mean {got_mean}");
            assert!((got_variation - variation).abs() < tolerance, "{law:?}: {got_variation}");
        }
    }

    #[test]
    fn zipf_gives_the_hottest_keys_their_share() {
        let table = KeyTable::new(Keys::Zipf { count: 100_000, exponent: 0.99 });
        let mut stream = Stream::new(5, "keys", "share");
        let draws = 1_000_000;
        let (mut first, mut ten) = (0, 0);
        for _ in 0..draws {
            let key = table.draw(&mut stream);
            first += i32::from(key == 0);
            ten += i32::from(key < 10);
        }
        // 7.83 % and 23.1 %: exact sums of k^-0.99 over 100 000 keys; four standard errors.
        assert!((f64::from(first) / f64::from(draws) - 0.0783).abs() < 0.0011);
        assert!((f64::from(ten) / f64::from(draws) - 0.2310).abs() < 0.0017);
    }
}
