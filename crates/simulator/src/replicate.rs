//! The same design and scenario under many seeds, and intervals over them. Sequential: whoever
//! has threads runs `simulate` per seed and joins the runs here.

use crate::{Design, DesignError, Histogram, Interval, Run, Scenario, simulate};

pub struct Replications {
    pub runs: Vec<Run>,
}

/// Runs seeds `seed + 1` to `seed + count`.
pub fn replicate(
    design: &Design,
    scenario: &Scenario,
    seed: u64,
    count: u32,
) -> Result<Replications, DesignError> {
    let seeds = (1..=u64::from(count)).map(|n| seed.wrapping_add(n));
    let runs = seeds.map(|s| simulate(design, scenario, s)).collect::<Result<_, _>>()?;
    Ok(Replications { runs })
}

impl Replications {
    /// The interval of any figure of a run; `None` for fewer than two runs.
    pub fn interval(&self, figure: impl Fn(&Run) -> f64) -> Option<Interval> {
        let values: Vec<f64> = self.runs.iter().map(figure).collect();
        Interval::of(&values)
    }

    /// Latencies of all runs together.
    pub fn latency(&self) -> Histogram {
        let mut all = Histogram::default();
        self.runs.iter().for_each(|run| all.merge(&run.latency));
        all
    }
}
