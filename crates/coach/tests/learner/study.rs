//! The study: the same people, the same hours, several ways to choose.

use std::collections::BTreeMap;

use coach::plan::{Done, Input, ReviewLoad, Task, Week, plan};
use coach::{Day, Evidence, Format, Item, ItemId, Level, Round, Skills, Topics};

use crate::learner::{Dice, Person};

/// A way to choose what to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Policy {
    /// The plan, rebuilt every day from the evidence so far.
    Coach,
    /// The plan for the whole role, without knowing the rounds.
    CoachBlind,
    /// Does not practise at all.
    Nothing,
    /// Any item not solved.
    Random,
    /// Any item not solved of an area that a round asks, at the level or one below.
    RandomInRounds,
    /// The library in its order, easiest level first; what failed comes again at the end.
    List,
    /// The same, of the areas that the rounds ask, starting one level below theirs.
    ListForRounds,
}

/// Somebody's situation.
#[derive(Clone, Debug)]
pub struct Scenario {
    pub name: &'static str,
    pub from: Level,
    pub to: Level,
    pub minutes: u16,
    /// Formats with the days until they are held.
    pub rounds: &'static [(Format, i32)],
}

/// Mean over people of the mean chance over rounds, each on its day.
#[derive(Clone, Debug)]
pub struct Outcome {
    pub policy: Policy,
    pub mean: f64,
    /// Mean hours spent; nobody gets more than the scenario gives.
    pub hours: f64,
    /// Of the coach's lead, person by person: mean and half of the 95 % interval.
    pub lead: (f64, f64),
}

pub const SCENARIOS: [Scenario; 3] = [
    Scenario {
        name: "mid for mid: coding and SQL within three weeks, 60 minutes a day",
        from: Level::Mid,
        to: Level::Mid,
        minutes: 60,
        rounds: &[(Format::Coding, 14), (Format::Sql, 21)],
    },
    Scenario {
        name: "mid for senior: a design loop within six weeks, 90 minutes a day",
        from: Level::Mid,
        to: Level::Senior,
        minutes: 90,
        rounds: &[(Format::SystemDesign, 35), (Format::ApiDesign, 42), (Format::Behavioural, 42)],
    },
    Scenario {
        name: "junior for mid: five rounds within eight weeks, 45 minutes a day",
        from: Level::Junior,
        to: Level::Mid,
        minutes: 45,
        rounds: &[
            (Format::PhoneScreen, 20),
            (Format::Practical, 34),
            (Format::Debugging, 41),
            (Format::SystemDesign, 55),
            (Format::HiringManager, 56),
        ],
    },
];

pub const POLICIES: [Policy; 7] = [
    Policy::Coach,
    Policy::CoachBlind,
    Policy::Nothing,
    Policy::Random,
    Policy::RandomInRounds,
    Policy::List,
    Policy::ListForRounds,
];

impl Policy {
    pub fn name(self) -> &'static str {
        match self {
            Self::Coach => "the plan",
            Self::CoachBlind => "the plan without the rounds",
            Self::Nothing => "no practice",
            Self::Random => "random order",
            Self::RandomInRounds => "random order within the rounds' areas",
            Self::List => "a fixed list",
            Self::ListForRounds => "a fixed list for the rounds' areas",
        }
    }
}

/// Runs a scenario for so many people with every policy.
pub fn study(scenario: &Scenario, people: u64) -> Vec<Outcome> {
    let topics = map();
    let items = library(&topics);
    let rounds = rounds(scenario);
    let runs: Vec<Vec<(f64, f64)>> = POLICIES
        .iter()
        .map(|policy| {
            (0..people)
                .map(|seed| live(scenario, *policy, seed, &topics, &items, &rounds))
                .collect()
        })
        .collect();
    let mean = |list: &[f64]| list.iter().sum::<f64>() / list.len() as f64;
    let outcome = |(policy, run): (&Policy, &Vec<(f64, f64)>)| {
        let leads: Vec<f64> = runs[0].iter().zip(run).map(|(c, o)| c.0 - o.0).collect();
        let lead = mean(&leads);
        let squares: Vec<f64> = leads.iter().map(|l| (l - lead) * (l - lead)).collect();
        let error = (mean(&squares) / (leads.len() as f64 - 1.0)).sqrt();
        Outcome {
            policy: *policy,
            mean: mean(&run.iter().map(|r| r.0).collect::<Vec<_>>()),
            hours: mean(&run.iter().map(|r| r.1).collect::<Vec<_>>()),
            lead: (lead, 1.96 * error),
        }
    };
    POLICIES.iter().zip(&runs).map(outcome).collect()
}

/// One person's weeks: mean chance over the rounds, and hours spent.
fn live(
    scenario: &Scenario,
    policy: Policy,
    seed: u64,
    topics: &Topics,
    items: &[Item],
    rounds: &[Round],
) -> (f64, f64) {
    let mut person = Person::new(seed, topics, scenario.from);
    let mut dice = Dice::new(seed ^ 0xda7a);
    let (mut evidence, mut done) = (Vec::new(), BTreeMap::new());
    let (mut chance, mut minutes) = (0.0, 0_u32);
    let list = list(policy, scenario, topics, items, rounds);
    let last = scenario.rounds.iter().map(|r| r.1).max().unwrap_or(0);
    for today in (0..=last).map(Day::from_number) {
        for round in rounds.iter().filter(|r| r.day == today) {
            chance += person.chance(round, topics);
        }
        let mut left = scenario.minutes;
        // Nobody practises on the day of a round or fills more than the day; the last bit of a day
        // that no item fits is lost to all alike.
        while rounds.iter().all(|r| r.day != today) {
            let chosen = match policy {
                Policy::Coach | Policy::CoachBlind => {
                    let rounds = if policy == Policy::Coach { rounds } else { &[] };
                    let now = Now { today, left, scenario, topics, items, rounds };
                    now.planned(&evidence, &done)
                }
                Policy::Nothing => None,
                Policy::Random | Policy::RandomInRounds => random(&mut dice, &list, &done, left),
                Policy::List | Policy::ListForRounds => first(&list, &done, today, left),
            };
            let Some(item) = chosen else { break };
            left -= item.minutes;
            minutes += u32::from(item.minutes);
            let one = person.practise(item, topics, today);
            let best = done.get(&item.id).map_or(0.0, |d: &Done| d.best).max(one.score);
            done.insert(item.id.clone(), Done { last: today, best });
            evidence.push(one);
        }
        person.sleep();
    }
    (chance / rounds.len() as f64, f64::from(minutes) / 60.0)
}

struct Now<'a> {
    today: Day,
    left: u16,
    scenario: &'a Scenario,
    topics: &'a Topics,
    items: &'a [Item],
    rounds: &'a [Round],
}

impl<'a> Now<'a> {
    /// The first thing that today's plan says, as it is after all results so far.
    fn planned(&self, evidence: &[Evidence], done: &BTreeMap<ItemId, Done>) -> Option<&'a Item> {
        let estimates = Skills::fold(self.topics, evidence).0.on(self.today);
        let mut week = Week::every_day(self.scenario.minutes);
        week.minutes[self.today.weekday().index()] = self.left;
        let input = Input {
            today: self.today,
            topics: self.topics,
            items: self.items,
            rounds: self.rounds,
            level: self.scenario.to,
            estimates: &estimates,
            done,
            week: &week,
            reviews: &ReviewLoad::default(),
            resolves: &[],
            duties: &[],
            wishes: &[],
            days: 1,
        };
        let plan = plan(&input);
        let id = plan.days[0].entries.iter().find_map(|e| match &e.task {
            Task::Practise { item, left: 0 } => Some(item),
            _ => None,
        })?;
        self.items.iter().find(|item| item.id == *id && item.minutes <= self.left)
    }
}

fn random<'a>(
    dice: &mut Dice,
    list: &[&'a Item],
    done: &BTreeMap<ItemId, Done>,
    left: u16,
) -> Option<&'a Item> {
    let open = |i: &&&Item| i.minutes <= left && done.get(&i.id).is_none_or(|d| d.best < 1.0);
    let fitting: Vec<&&Item> = list.iter().filter(open).collect();
    (!fitting.is_empty()).then(|| *fitting[dice.below(fitting.len())])
}

/// The first that was never tried, else the first that failed on an earlier day.
fn first<'a>(
    list: &[&'a Item],
    done: &BTreeMap<ItemId, Done>,
    today: Day,
    left: u16,
) -> Option<&'a Item> {
    let fits = |i: &&&Item| i.minutes <= left;
    let fresh = list.iter().filter(fits).find(|i| !done.contains_key(&i.id));
    let again = |i: &&&Item| done.get(&i.id).is_some_and(|d| d.best < 1.0 && d.last < today);
    fresh.or_else(|| list.iter().filter(fits).find(again)).copied()
}

/// What a policy without a plan chooses from, in its order.
fn list<'a>(
    policy: Policy,
    scenario: &Scenario,
    topics: &Topics,
    items: &'a [Item],
    rounds: &[Round],
) -> Vec<&'a Item> {
    let aimed = matches!(policy, Policy::RandomInRounds | Policy::ListForRounds);
    let below = Level::ALL[(scenario.to as usize).saturating_sub(1)];
    let asked = |item: &Item| {
        let area = topics.area_id(topics.area(item.topics[0]));
        rounds.iter().any(|r| r.format.areas().iter().any(|(id, _)| *id == area))
    };
    let fits = |item: &&Item| !aimed || asked(item) && (below..=scenario.to).contains(&item.level);
    let mut list: Vec<&Item> = items.iter().filter(fits).collect();
    list.sort_by_key(|item| item.level);
    list
}

fn rounds(scenario: &Scenario) -> Vec<Round> {
    let round = |(n, (format, days)): (usize, &(Format, i32))| Round {
        id: format!("r{n}"),
        company: String::new(),
        day: Day::from_number(*days),
        format: *format,
        level: scenario.to,
        focus: Vec::new(),
    };
    scenario.rounds.iter().enumerate().map(round).collect()
}

const AREAS: [&str; 14] = [
    "language",
    "algorithms",
    "systems",
    "api",
    "sql",
    "stores",
    "concurrency",
    "messaging",
    "distributed",
    "reliability",
    "security",
    "design",
    "money",
    "professional",
];
/// Topics of an area; each from the third on requires the one before the one before it.
const TOPICS_PER_AREA: usize = 8;

fn map() -> Topics {
    let ids: Vec<Vec<String>> = AREAS
        .iter()
        .map(|area| (0..TOPICS_PER_AREA).map(|n| format!("{area}/t{n}")).collect())
        .collect();
    let requires = |area: usize, n: usize| match n {
        0 | 1 => vec![],
        n => vec![ids[area][n - 2].as_str()],
    };
    let all = (0..AREAS.len()).flat_map(|a| (0..TOPICS_PER_AREA).map(move |n| (a, n)));
    Topics::new(all.map(|(a, n)| (ids[a][n].as_str(), requires(a, n)))).expect("no circles")
}

/// One exercise per topic and level, every third with a second topic of the next area.
fn library(topics: &Topics) -> Vec<Item> {
    let all: Vec<_> = topics.all().collect();
    let mut items = Vec::new();
    for (n, topic) in all.iter().enumerate() {
        for level in Level::ALL {
            let mut list = vec![*topic];
            if (n + level as usize).is_multiple_of(3) {
                list.push(all[(n + TOPICS_PER_AREA) % all.len()]);
            }
            let id = format!("{}:{level:?}", topics.id(*topic));
            let minutes = [15, 20, 30, 45][(n * 7 + level as usize) % 4];
            items.push(Item::new(id, coach::Activity::Exercise, list, level, minutes));
        }
    }
    items
}
