//! Solving again what was solved: the same forgetting curve as for cards, graded by the judge's
//! evidence instead of by the person.

use super::{CardId, Due, Grade, Memory, Review, Scheduler};
use crate::day::Day;
use crate::evidence::{Evidence, Source, settle};
use crate::item::ItemId;
use crate::plan::Resolve;

/// A run with a score from here on solved the item.
pub const SOLVED: f64 = 0.999;
/// Solving again sooner is copying from short memory, days.
const LEAST_DAYS: i32 = 3;
/// Of its minutes, the part within which a solved item was easy.
const EASY_SHARE: f64 = 0.5;

/// What a judged run says about memory of the item.
pub fn grade(evidence: &Evidence) -> Grade {
    let help = &evidence.help;
    if evidence.score < SOLVED || help.own_share() < 0.5 {
        return Grade::Again;
    }
    let quick =
        help.minutes > 0 && f64::from(help.minutes) <= EASY_SHARE * f64::from(help.minutes_meant);
    match help {
        help if help.hints_opened > 0 || help.tries > 2 || help.own_share() < 0.9 => Grade::Hard,
        help if quick && help.tries <= 1 => Grade::Easy,
        _ => Grade::Good,
    }
}

/// When an item is to be solved again, from all evidence of it; nothing before it was solved once.
pub fn next(item: &ItemId, evidence: &[Evidence], scheduler: &Scheduler) -> Option<Resolve> {
    let own: Vec<Evidence> = evidence
        .iter()
        .filter(|e| e.item == *item && e.source == Source::Judged)
        .cloned()
        .collect();
    let days = settle(&own);
    let first = days.iter().position(|(e, _)| e.score >= SOLVED)?;
    let mut memory: Option<Memory> = None;
    for (one, _) in &days[first..] {
        memory = Some(scheduler.after(memory.as_ref(), &review(one)));
    }
    let memory = memory?;
    let due = match memory.due {
        // Failed this time: again as soon as it is more than short memory.
        Due::At(_) => memory.last,
        Due::On(day) => day,
    };
    Some(Resolve { item: item.clone(), due: due.max(memory.last.plus(LEAST_DAYS)) })
}

fn review(evidence: &Evidence) -> Review {
    let day: Day = evidence.day;
    Review {
        id: day.to_string(),
        card: CardId(evidence.item.0.clone()),
        at: i64::from(day.number()) * 86_400,
        day,
        grade: grade(evidence),
        seconds: 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::evidence::{Help, Solution};
    use crate::memory::Settings;
    use crate::rating::Rating;
    use crate::topic::Topics;

    fn run(day: i32, score: f64, help: Help) -> Evidence {
        let topics = Topics::new([("a/x", vec![])]).expect("a map");
        Evidence {
            item: ItemId("x".into()),
            source: Source::Judged,
            topics: topics.all().collect(),
            difficulty: Rating::new(1500.0, 100.0),
            day: Day::from_number(day),
            score,
            help,
        }
    }

    #[test]
    fn the_judge_grades() {
        let help = Help { tries: 1, minutes_meant: 40, minutes: 35, ..Help::default() };
        let cases = [
            (1.0, help, Grade::Good),
            (1.0, Help { minutes: 15, ..help }, Grade::Easy),
            (1.0, Help { hints_opened: 1, hints_total: 4, ..help }, Grade::Hard),
            (1.0, Help { tries: 4, ..help }, Grade::Hard),
            (1.0, Help { solution: Solution::Seen, ..help }, Grade::Again),
            (0.9, help, Grade::Again),
        ];
        for (score, help, expected) in cases {
            assert_eq!(grade(&run(0, score, help)), expected, "{help:?}");
        }
    }

    #[test]
    fn it_comes_back_later_each_time_and_soon_after_a_failure() {
        let scheduler = Scheduler::new(Settings::default()).expect("defaults");
        let help = Help { tries: 1, ..Help::default() };
        let due =
            |list: &[Evidence]| next(&ItemId("x".into()), list, &scheduler).map(|r| r.due.number());
        assert_eq!(due(&[run(0, 0.5, help)]), None);
        let mut list = vec![run(0, 0.5, help), run(1, 1.0, help)];
        let first = due(&list).expect("solved");
        assert_eq!(first, 4);
        list.push(run(first, 1.0, help));
        let second = due(&list).expect("solved") - first;
        assert!(second > 3, "{second}");
        list.push(run(first + second, 0.2, help));
        assert_eq!(due(&list), Some(first + second + 3));
    }
}
