//! Log-linear histogram of durations: 256 sub-buckets per power of two, read at the midpoint, so
//! that a quantile is within 0.2 % of the recorded value. Bounded: 15 thousand counters.

use crate::Nanos;

const SUB_BITS: u32 = 8;

#[derive(Debug, Clone, Default)]
pub struct Histogram {
    counts: Vec<u64>,
    total: u64,
    sum: u128,
}

impl Histogram {
    pub fn add(&mut self, value: Nanos) {
        let index = index(value);
        if index >= self.counts.len() {
            self.counts.resize(index + 1, 0);
        }
        self.counts[index] += 1;
        self.total += 1;
        self.sum += u128::from(value);
    }

    pub fn merge(&mut self, other: &Self) {
        if self.counts.len() < other.counts.len() {
            self.counts.resize(other.counts.len(), 0);
        }
        for (mine, theirs) in self.counts.iter_mut().zip(&other.counts) {
            *mine += theirs;
        }
        self.total += other.total;
        self.sum += other.sum;
    }

    pub fn count(&self) -> u64 {
        self.total
    }

    /// Exact mean in nanoseconds; 0 when nothing was recorded.
    pub fn mean(&self) -> f64 {
        if self.total == 0 { 0.0 } else { self.sum as f64 / self.total as f64 }
    }

    /// The value below which a share `q` of the records lies; 0 when nothing was recorded.
    pub fn quantile(&self, q: f64) -> f64 {
        let rank = ((q * self.total as f64).ceil() as u64).clamp(1, self.total.max(1));
        let mut seen = 0;
        for (index, count) in self.counts.iter().enumerate() {
            seen += count;
            if seen >= rank {
                return midpoint(index);
            }
        }
        0.0
    }
}

fn index(value: Nanos) -> usize {
    let shift = (value | 1).ilog2().saturating_sub(SUB_BITS);
    ((u64::from(shift) << SUB_BITS) + (value >> shift)) as usize
}

fn midpoint(index: usize) -> f64 {
    let shift = (index >> SUB_BITS).saturating_sub(1);
    let low = ((index - (shift << SUB_BITS)) as u64) << shift;
    low as f64 + ((1_u64 << shift) - 1) as f64 / 2.0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bucket_reads_within_a_fifth_of_a_percent() {
        for power in 0..63 {
            for value in [1_u64 << power, (1 << power) + (1 << power) / 3, (2 << power) - 1] {
                let mut histogram = Histogram::default();
                histogram.add(value);
                let read = histogram.quantile(0.5);
                assert!((read / value as f64 - 1.0).abs() < 0.002, "{value} reads {read}");
            }
        }
    }

    #[test]
    fn quantiles_and_mean_of_a_ramp() {
        let (mut low, mut high) = (Histogram::default(), Histogram::default());
        (1..=500).for_each(|v| low.add(v * 1_000));
        (501..=1000).for_each(|v| high.add(v * 1_000));
        low.merge(&high);
        assert_eq!(low.count(), 1000);
        assert!((low.mean() - 500_500.0).abs() < 1e-6);
        assert!((low.quantile(0.99) / 990_000.0 - 1.0).abs() < 0.002);
        assert!(Histogram::default().quantile(0.5).abs() < f64::EPSILON);
    }
}
