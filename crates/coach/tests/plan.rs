//! Plans, through the one door `plan`: what comes on which day and why.

#[path = "plan/world.rs"]
mod world;

use std::time::Instant;

use coach::plan::{Done, Duty, DutyKind, Enough, Notice, Resolve, Task, Week, Wish, plan};
use coach::{Format, ItemId, Level, Plan};
use proptest::prelude::*;
use world::{World, day};

/// Items that a day practises, in order.
fn practised(plan: &Plan, offset: usize) -> Vec<&str> {
    let entries = plan.days[offset].entries.iter();
    entries
        .filter_map(|e| match &e.task {
            Task::Practise { item, .. } => Some(item.0.as_str()),
            _ => None,
        })
        .collect()
}

fn sentences(plan: &Plan, offset: usize) -> Vec<String> {
    let entries = plan.days[offset].entries.iter();
    entries.map(|e| e.reason.sentence(|id| format!("*{id}*"))).collect()
}

fn all_practised(plan: &Plan) -> Vec<&str> {
    (0..plan.days.len()).flat_map(|n| practised(plan, n)).collect()
}

#[test]
fn the_round_decides_what_is_practised() {
    let mut world = World::small();
    world.round("acme", Format::Sql, Level::Mid, 14);
    let plan = plan(&world.input());
    let first = all_practised(&plan);
    let of_sql = first.iter().take(6).filter(|id| id.starts_with("sql/")).count();
    assert!(of_sql >= 4, "{first:?}");
    assert!(!first.iter().any(|id| id.starts_with("professional/")), "{first:?}");
    assert_eq!(
        sentences(&plan, 0)[0],
        "Nothing shows yet where you stand in *sql/joins*, which the SQL round at acme on \
         Sun 15 March asks."
    );
}

#[test]
fn equal_inputs_give_equal_plans() {
    let mut world = World::small();
    world.round("acme", Format::SystemDesign, Level::Senior, 20);
    assert_eq!(plan(&world.input()), plan(&world.input()));
    world.items.reverse();
    let reversed = plan(&world.input());
    world.items.reverse();
    assert_eq!(all_practised(&plan(&world.input())), all_practised(&reversed));
}

#[test]
fn a_day_is_never_fuller_than_it_was_given() {
    let mut world = World::small();
    world.round("acme", Format::Sql, Level::Mid, 14);
    world.week.minutes = [60, 0, 45, 90, 20, 200, 0];
    world.week.days_off.insert(day(3));
    world.reviews.due = vec![40; 14];
    let plan = plan(&world.input());
    for planned in &plan.days {
        assert_eq!(planned.minutes, world.week.on(planned.day));
        assert!(planned.planned() <= planned.minutes, "{planned:?}");
    }
    assert!(plan.days[3].entries.is_empty());
}

#[test]
fn required_topics_come_first() {
    let mut world = World::small();
    world.round("acme", Format::Sql, Level::Senior, 40);
    world.strength(1150.0, 60.0);
    world.days = 40;
    let plan = plan(&world.input());
    let order = all_practised(&plan);
    let first_of = |prefix: &str| order.iter().position(|id| id.starts_with(prefix));
    let (joins, plans) = (first_of("sql/joins"), first_of("sql/plans:senior"));
    assert!(joins.is_some(), "{order:?}");
    assert!(plans.is_none_or(|plans| joins.is_some_and(|joins| joins < plans)), "{order:?}");
}

#[test]
fn the_eve_is_light_and_the_day_itself_free() {
    let mut world = World::small();
    world.round("acme", Format::Sql, Level::Mid, 5);
    let plan = plan(&world.input());
    assert!(plan.days[4].planned() <= 60, "{:?}", plan.days[4]);
    assert!(plan.days[4].entries.iter().all(|e| e.minutes <= 30));
    assert!(practised(&plan, 5).is_empty());
    assert_eq!(plan.days[5].rounds, ["acme"]);
}

#[test]
fn reviews_are_bounded_and_the_rest_comes_later() {
    let mut world = World::small();
    world.week = Week::every_day(60);
    world.reviews.due = vec![2_000];
    let plan = plan(&world.input());
    assert_eq!(plan.days[0].entries[0].task, Task::Review { cards: 43 });
    assert!(plan.notices.contains(&Notice::Backlog { cards: 1_957 }));
    assert!(sentences(&plan, 0)[0].contains("1957 cards more come over the next days"));
    assert!(plan.days[13].entries.iter().any(|e| matches!(e.task, Task::Review { .. })));
    assert!(plan.days.iter().all(|d| d.entries.len() > 1), "practice keeps its place");
}

#[test]
fn wishes_are_kept() {
    let mut world = World::small();
    world.round("acme", Format::Sql, Level::Mid, 14);
    let before = plan(&world.input());
    let first = practised(&before, 0)[0].to_owned();
    let item = ItemId(first.clone());
    let other = ItemId("professional/conflict:mid:0".into());
    let gone = ItemId("gone".into());
    let cases: [(Wish, &[usize]); 4] = [
        (Wish::Pin { item: other.clone(), day: day(2) }, &[2]),
        (Wish::Pin { item: other.clone(), day: day(-3) }, &[0]),
        (Wish::Lock { day: day(1), items: vec![other.clone()] }, &[1]),
        (Wish::Skip { item: gone.clone() }, &[]),
    ];
    for (wish, days) in cases {
        world.wishes = vec![wish.clone()];
        let plan = plan(&world.input());
        let found: Vec<usize> = (0..plan.days.len())
            .filter(|n| practised(&plan, *n).contains(&other.0.as_str()))
            .collect();
        assert_eq!(found, days, "{wish:?}");
    }
    let locked = {
        world.wishes = vec![Wish::Lock { day: day(1), items: vec![other.clone()] }];
        plan(&world.input())
    };
    assert_eq!(practised(&locked, 1), [other.0.as_str()]);
    world.wishes = vec![Wish::Snooze { item: item.clone(), until: day(4) }];
    let snoozed = plan(&world.input());
    assert!((0..4).all(|n| !practised(&snoozed, n).contains(&first.as_str())));
    world.wishes = vec![Wish::Skip { item }, Wish::Skip { item: gone.clone() }];
    let skipped = plan(&world.input());
    assert!(!all_practised(&skipped).contains(&first.as_str()));
    assert!(skipped.notices.contains(&Notice::UnknownItem { item: gone }));
}

#[test]
fn duties_come_in_time_and_late_ones_today() {
    let mut world = World::small();
    world.round("acme", Format::Sql, Level::Mid, 10);
    let duty = |id: &str, kind, earliest, due| Duty {
        id: id.into(),
        kind,
        minutes: 15,
        earliest: day(earliest),
        due: day(due),
    };
    world.duties = vec![
        duty("research", DutyKind::Research, 0, 8),
        duty("note", DutyKind::ThankYou, -2, -1),
        duty("checklist", DutyKind::Checklist, 9, 9),
    ];
    let plan = plan(&world.input());
    let found = |id: &str| {
        let has = |e: &coach::plan::Entry| e.task == Task::Duty { id: id.into() };
        plan.days.iter().position(|d| d.entries.iter().any(has))
    };
    assert_eq!([found("research"), found("note"), found("checklist")], [Some(5), Some(0), Some(9)]);
    assert_eq!(sentences(&plan, 0)[0], "A thank-you note, was due on Sat 28 February, 1 day ago.");
}

#[test]
fn solved_items_return_as_re_solves_only() {
    let mut world = World::small();
    let id = ItemId("sql/joins:mid:0".into());
    world.done.insert(id.clone(), Done { last: day(-20), best: 1.0 });
    world.resolves = vec![Resolve { item: id.clone(), due: day(-1) }];
    let plan = plan(&world.input());
    assert_eq!(plan.days[0].entries[0].task, Task::Resolve { item: id.clone() });
    assert!(sentences(&plan, 0)[0].starts_with("You solved it on Mon 9 February;"));
    assert!(!all_practised(&plan).contains(&id.0.as_str()));
}

#[test]
fn what_failed_is_tried_again_after_a_rest() {
    let mut world = World::small();
    world.round("acme", Format::Sql, Level::Mid, 14);
    let id = ItemId("sql/joins:mid:0".into());
    world.done.insert(id.clone(), Done { last: day(-1), best: 0.4 });
    let plan = plan(&world.input());
    assert!(!practised(&plan, 0).contains(&id.0.as_str()));
    let found = (1..14).find(|n| practised(&plan, *n).contains(&id.0.as_str()));
    assert!(found.is_some());
}

#[test]
fn what_is_longer_than_a_day_is_done_in_parts() {
    let mut world = World::small();
    world.round("acme", Format::Sql, Level::Mid, 14);
    world.week = Week::every_day(25);
    let plan = plan(&world.input());
    let parts: Vec<(u16, u16)> = plan
        .days
        .iter()
        .flat_map(|d| &d.entries)
        .filter_map(|e| match e.task {
            Task::Practise { left, .. } => Some((e.minutes, left)),
            _ => None,
        })
        .collect();
    assert!(parts.iter().any(|(_, left)| *left > 0), "{parts:?}");
    assert!(plan.days.iter().all(|d| d.planned() <= 25));
}

#[test]
fn enough_is_said_when_nothing_more_helps() {
    let mut world = World::small();
    world.round("acme", Format::Sql, Level::Junior, 14);
    world.strength(2300.0, 40.0);
    let plan = plan(&world.input());
    assert_eq!(plan.days[0].enough, Enough::Enough);
    assert_eq!(plan.enough_from, Some(world.today));
    world.strength(1400.0, 150.0);
    let busy = coach::plan::plan(&world.input());
    assert_eq!(busy.days[0].enough, Enough::NotYet);
    assert!(busy.enough_from.is_some_and(|from| from > day(3) && from < day(14)));
}

#[test]
fn odd_inputs_are_said_and_planned_around() {
    let mut world = World::small();
    world.round("old", Format::Sql, Level::Mid, -3);
    world.week = Week::default();
    let plan = plan(&world.input());
    for notice in [Notice::NoTime, Notice::NoRound, Notice::RoundPast { round: "old".into() }] {
        assert!(plan.notices.contains(&notice), "{notice:?}");
        assert!(notice.sentence().ends_with('.'));
    }
    assert!(plan.days.iter().all(|d| d.entries.is_empty()));
    world.week = Week::every_day(60);
    world.items.clear();
    let empty = coach::plan::plan(&world.input());
    assert!(empty.notices.contains(&Notice::NothingLeft));
}

/// Reads a clock only to report; the bound is generous because machines and builds differ.
#[test]
fn twelve_weeks_over_five_hundred_items_are_quick() {
    let world = World::large(500);
    let started = Instant::now();
    let plan = plan(&world.input());
    let took = started.elapsed();
    assert_eq!(plan.days.len(), 84);
    println!("84 days, {} items: {took:?}", world.items.len());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn any_input_gives_a_plan_within_its_time(
        minutes in prop::array::uniform7(0..400_u16),
        rounds in prop::collection::vec((0..17_usize, 0..4_usize, -5..60_i32), 0..6),
        due in prop::collection::vec(0..300_u32, 0..30),
        strength in 800.0..2200.0_f64,
        deviation in 20.0..350.0_f64,
        days in 1..70_u16,
    ) {
        let mut world = World::small();
        world.week.minutes = minutes;
        world.strength(strength, deviation);
        world.reviews.due = due;
        world.days = days;
        for (n, (format, level, at)) in rounds.into_iter().enumerate() {
            world.round(&format!("r{n}"), Format::ALL[format], Level::ALL[level], at);
        }
        let plan = plan(&world.input());
        prop_assert_eq!(plan.days.len(), usize::from(days));
        let mut seen = std::collections::BTreeSet::new();
        let mut begun: Option<ItemId> = None;
        for planned in &plan.days {
            prop_assert!(planned.planned() <= planned.minutes);
            for entry in &planned.entries {
                prop_assert!(entry.minutes > 0);
                let Task::Practise { item, left } = &entry.task else { continue };
                let goes_on = begun.as_ref() == Some(item);
                let once = seen.insert(item.clone()) || goes_on || item.0.starts_with("prof");
                prop_assert!(once, "{item:?} twice");
                if goes_on || *left > 0 {
                    begun = (*left > 0).then(|| item.clone());
                }
            }
        }
    }
}
