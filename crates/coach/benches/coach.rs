//! Figures of the coach: what the plan is worth over simulated people, and how long things take.
//! Prints one line of JSON that `xtask/src/bench/coach.rs` reads.

#![expect(
    clippy::cast_possible_truncation,
    clippy::cast_precision_loss,
    reason = "counts of people, topics and draws are small"
)]

#[path = "../tests/learner/mod.rs"]
mod learner;
#[path = "../tests/learner/study.rs"]
mod study;
#[path = "../tests/plan/world.rs"]
#[expect(dead_code, reason = "the tests of the plan use the rest")]
mod world;

use std::time::Instant;

use coach::memory::queue::{Asked, Held, Limits, Waiting, next};
use coach::memory::{Due, Memory, Scheduler, Settings};
use coach::plan::plan;
use coach::{Day, Evidence, Help, Skills, Source};
use serde_json::{Value, json};
use study::{Policy, SCENARIOS};
use world::{World, day};

/// People per scenario and policy.
const PEOPLE: u64 = 400;
/// Runs of each timing; the median is reported.
const RUNS: usize = 31;

fn main() {
    let scenarios: Vec<Value> = SCENARIOS.iter().map(scenario).collect();
    let times = json!([
        time("plan of 12 weeks over 500 items", 50.0, plan_time()),
        time("next card of 20,000", 5.0, queue_time()),
        time("skills from 5,000 pieces of evidence", 100.0, skills_time()),
    ]);
    println!("{}", json!({ "people": PEOPLE, "scenarios": scenarios, "times": times }));
}

fn scenario(scenario: &study::Scenario) -> Value {
    let outcomes = study::study(scenario, PEOPLE);
    let rows: Vec<Value> = outcomes
        .iter()
        .map(|o| {
            json!({
                "policy": o.policy.name(),
                "is_plan": o.policy == Policy::Coach,
                "chance": o.mean,
                "hours": o.hours,
                "lead": o.lead.0,
                "half": o.lead.1,
            })
        })
        .collect();
    json!({ "name": scenario.name, "rows": rows })
}

fn time(name: &str, limit: f64, milliseconds: f64) -> Value {
    json!({ "name": name, "limit": limit, "milliseconds": milliseconds })
}

fn median(mut run: impl FnMut()) -> f64 {
    let mut times: Vec<f64> = (0..RUNS)
        .map(|_| {
            let started = Instant::now();
            run();
            started.elapsed().as_secs_f64() * 1e3
        })
        .collect();
    times.sort_by(f64::total_cmp);
    times[RUNS / 2]
}

fn plan_time() -> f64 {
    let world = World::large(500);
    assert_eq!(world.items.len(), 500);
    median(|| assert_eq!(plan(&world.input()).days.len(), 84))
}

fn queue_time() -> f64 {
    let today = Day::from_number(20_000);
    let scheduler = Scheduler::new(Settings::default()).expect("defaults");
    let memories: Vec<Memory> = (0..20_000_u16)
        .map(|n| Memory {
            stability: 1.0 + f32::from(n % 90),
            difficulty: 5.0,
            last: today.plus(-i32::from(n % 60)),
            due: Due::On(today.plus(i32::from(n % 30) - 20)),
            reviews: 3,
            lapses: 0,
        })
        .collect();
    let names: Vec<String> = (0..20_000).map(|n| format!("card-{n}")).collect();
    let cards: Vec<Waiting<'_>> = names
        .iter()
        .zip(&memories)
        .map(|(name, memory)| Waiting {
            name,
            topic: None,
            memory: Some(memory),
            held: Held::No,
            priority: 0.0,
        })
        .collect();
    median(|| {
        std::hint::black_box(next(
            &cards,
            &scheduler,
            Limits::default(),
            Asked::default(),
            today,
            0,
        ));
    })
}

fn skills_time() -> f64 {
    let world = World::large(500);
    let evidence: Vec<Evidence> = (0..5_000_usize)
        .map(|n| {
            let item = &world.items[n * 7 % world.items.len()];
            Evidence {
                item: item.id.clone(),
                source: Source::Judged,
                topics: item.topics.clone(),
                difficulty: item.difficulty,
                day: day(i32::try_from(n / 14).expect("small")),
                score: (n % 5) as f64 / 4.0,
                help: Help::default(),
            }
        })
        .collect();
    median(|| {
        let (skills, _) = Skills::fold(&world.topics, &evidence);
        std::hint::black_box(skills.on(day(400)));
    })
}
