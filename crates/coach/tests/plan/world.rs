//! A small map, a small library and somebody to plan for.

use std::collections::BTreeMap;

use coach::plan::{Done, Duty, Input, Resolve, ReviewLoad, Week, Wish};
use coach::{Activity, Day, Estimate, Format, Item, ItemId, Level, Round, Skills, Topics};

/// Everything that [`Input`] borrows.
pub struct World {
    pub today: Day,
    pub topics: Topics,
    pub items: Vec<Item>,
    pub rounds: Vec<Round>,
    pub level: Level,
    pub estimates: Vec<Estimate>,
    pub done: BTreeMap<ItemId, Done>,
    pub week: Week,
    pub reviews: ReviewLoad,
    pub resolves: Vec<Resolve>,
    pub duties: Vec<Duty>,
    pub wishes: Vec<Wish>,
    pub days: u16,
}

/// So many days after Sunday 2026-03-01.
pub fn day(offset: i32) -> Day {
    Day::from_number(20_513 + offset)
}

const SMALL: [(&str, &[&str]); 9] = [
    ("sql/joins", &[]),
    ("sql/indexes", &["sql/joins"]),
    ("sql/plans", &["sql/indexes"]),
    ("concurrency/locks", &[]),
    ("concurrency/isolation", &["concurrency/locks"]),
    ("stores/cache", &[]),
    ("distributed/replication", &["stores/cache"]),
    ("professional/conflict", &[]),
    ("professional/failure", &[]),
];

impl World {
    /// Nine topics, and of each three exercises of 40 minutes and one of 25, two per level.
    pub fn small() -> Self {
        let topics = Topics::new(SMALL.iter().map(|(id, r)| (*id, r.to_vec()))).expect("a map");
        let items = items(&topics, &[40, 25]);
        Self::of(topics, items, 14)
    }

    /// As many exercises over a hundred topics; a round every second week and full weeks.
    pub fn large(count: usize) -> Self {
        let ids: Vec<String> = (0..104).map(|n| format!("{}/t{n}", AREAS[n % 13])).collect();
        let requires = |n: usize| if n < 26 { vec![] } else { vec![ids[n - 26].as_str()] };
        let topics = Topics::new(ids.iter().enumerate().map(|(n, id)| (id.as_str(), requires(n))))
            .expect("a map");
        let mut items = items(&topics, &[30, 45, 60]);
        items.truncate(count);
        let mut world = Self::of(topics, items, 84);
        for week in 0..6 {
            let format = Format::ALL[usize::try_from(week).expect("small") * 2 + 3];
            world.round(&format!("r{week}"), format, Level::Senior, 14 * week + 13);
        }
        world.reviews.due = vec![30; 84];
        world
    }

    fn of(topics: Topics, items: Vec<Item>, days: u16) -> Self {
        let estimates = Skills::unknown(&topics).on(day(0));
        Self {
            today: day(0),
            items,
            rounds: Vec::new(),
            level: Level::Mid,
            estimates,
            done: BTreeMap::new(),
            week: Week::every_day(120),
            reviews: ReviewLoad::default(),
            resolves: Vec::new(),
            duties: Vec::new(),
            wishes: Vec::new(),
            days,
            topics,
        }
    }

    pub fn round(&mut self, name: &str, format: Format, level: Level, offset: i32) {
        self.rounds.push(Round {
            id: name.into(),
            company: name.into(),
            day: day(offset),
            format,
            level,
            focus: Vec::new(),
        });
    }

    /// The same in every topic.
    pub fn strength(&mut self, mean: f64, deviation: f64) {
        self.estimates.fill(Estimate { mean, deviation, times: 5 });
    }

    pub fn input(&self) -> Input<'_> {
        Input {
            today: self.today,
            topics: &self.topics,
            items: &self.items,
            rounds: &self.rounds,
            level: self.level,
            estimates: &self.estimates,
            done: &self.done,
            week: &self.week,
            reviews: &self.reviews,
            resolves: &self.resolves,
            duties: &self.duties,
            wishes: &self.wishes,
            days: self.days,
        }
    }
}

const AREAS: [&str; 13] = [
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
    "professional",
];

/// Of every topic and level, one item for each of these lengths. Items of the professional area
/// are rehearsals.
fn items(topics: &Topics, minutes: &[u16]) -> Vec<Item> {
    let mut items = Vec::new();
    for (n, length) in minutes.iter().enumerate() {
        for level in Level::ALL {
            for topic in topics.all() {
                let name = topics.id(topic);
                let activity = if name.starts_with("professional/") {
                    Activity::Rehearsal
                } else {
                    Activity::Exercise
                };
                let level_name = format!("{level:?}").to_lowercase();
                let id = format!("{name}:{level_name}:{n}");
                items.push(Item::new(id, activity, vec![topic], level, *length));
            }
        }
    }
    items
}
