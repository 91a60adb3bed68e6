//! Confidence intervals of a mean over independent replications, by Student's t.

/// Quantiles t(0.995) for 1 to 30 degrees of freedom; beyond, the last one, which is wide.
const T_995: [f64; 30] = [
    63.657, 9.925, 5.841, 4.604, 4.032, 3.707, 3.499, 3.355, 3.250, 3.169, 3.106, 3.055, 3.012,
    2.977, 2.947, 2.921, 2.898, 2.878, 2.861, 2.845, 2.831, 2.819, 2.807, 2.797, 2.787, 2.779,
    2.771, 2.763, 2.756, 2.750,
];

/// A mean with its standard error and its 99 % interval.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Interval {
    pub mean: f64,
    pub standard_error: f64,
    pub low: f64,
    pub high: f64,
}

impl Interval {
    /// `None` for fewer than two values: one run says nothing about its own spread.
    pub fn of(values: &[f64]) -> Option<Self> {
        let freedom = values.len().checked_sub(1).filter(|&f| f > 0)?;
        let n = values.len() as f64;
        let mean = values.iter().sum::<f64>() / n;
        let squares: f64 = values.iter().map(|v| (v - mean) * (v - mean)).sum();
        let standard_error = (squares / freedom as f64 / n).sqrt();
        let t = T_995.get(freedom - 1).copied().unwrap_or(2.750);
        let half = t * standard_error;
        Some(Self { mean, standard_error, low: mean - half, high: mean + half })
    }

    pub fn covers(&self, value: f64) -> bool {
        (self.low..=self.high).contains(&value)
    }
}
