//! The plan against other ways to choose, at equal hours, over simulated people. The figures for
//! many more people are in `docs/coach.md`, from `cargo xtask bench coach`.

#![expect(
    clippy::cast_possible_truncation,
    clippy::cast_precision_loss,
    reason = "counts of people, topics and draws are small"
)]

mod learner;
#[path = "learner/study.rs"]
mod study;

use study::{Policy, SCENARIOS};

/// Few enough to be quick, many enough that the lead is outside of chance.
const PEOPLE: u64 = 40;

#[test]
fn the_plan_beats_random_order_and_fixed_lists() {
    for scenario in &SCENARIOS {
        let outcomes = study::study(scenario, PEOPLE);
        for outcome in &outcomes {
            println!(
                "{}: {:.3} in {:.1} h, lead {:+.3} ± {:.3} over {}",
                scenario.name,
                outcome.mean,
                outcome.hours,
                outcome.lead.0,
                outcome.lead.1,
                outcome.policy.name()
            );
        }
        let most = outcomes.iter().map(|o| o.hours).fold(0.0, f64::max);
        assert!(outcomes[0].hours <= most, "the plan spends no more than the others");
        for outcome in outcomes.iter().filter(|o| o.policy != Policy::Coach) {
            let (lead, half) = outcome.lead;
            assert!(lead - half > 0.0, "{}: {:?}", scenario.name, outcome.policy);
        }
    }
}
