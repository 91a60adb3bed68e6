//! What one owes whom: debriefs, thank-you notes, nudges after silence, answers to offers, research
//! before a round. One list, from everything that is known, for one moment.

use jiff::civil::{Date, Weekday};
use jiff::{Timestamp, Zoned};
use serde::Serialize;

use crate::application::{Application, Board, StageKind};
use crate::note;
use crate::round::{Round, RoundState};

/// One thing to do.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Owed {
    /// The same duty has the same id on every day.
    pub id: String,
    pub kind: OwedKind,
    /// Id of the application.
    pub application: String,
    /// The contact, the round, or empty.
    pub about: String,
    pub earliest: Date,
    pub due: Date,
    pub minutes: u16,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum OwedKind {
    Debrief,
    ThankYou,
    Checklist,
    Nudge,
    /// Two nudges, no answer: let it go.
    Close,
    Answer,
    Research,
}

/// What is done already.
#[derive(Clone, Copy, Debug, Default)]
pub struct Settled<'a> {
    /// Ids of [`Owed`] that the person did or waved aside.
    pub done: &'a [String],
}

/// Business days of silence before the first nudge; sources say five to seven.
const SILENCE_DAYS: u32 = 6;
/// After the promised date has passed by so many business days.
const AFTER_PROMISE: u32 = 1;
/// A second nudge, and then the end, each so many business days later.
const SECOND_DAYS: u32 = 5;
/// Nudges before silence is an answer.
const MOST_NUDGES: u8 = 2;
/// Rounds that are longer ago are not written down any more.
const FORGOTTEN_DAYS: i32 = 14;
const RESEARCH_DAYS: i64 = 5;

const MINUTES_DEBRIEF: u16 = 15;
const MINUTES_NOTE: u16 = 10;
const MINUTES_CHECKLIST: u16 = 10;
const MINUTES_NUDGE: u16 = 5;
const MINUTES_RESEARCH: u16 = 30;

/// Everything owed at `now`, the most pressing first. Days are those of `now`'s zone. Rounds whose
/// time cannot be found are left out; their own error says why.
pub fn owed(
    board: &Board,
    applications: &[Application],
    rounds: &[Round],
    settled: Settled<'_>,
    now: &Zoned,
) -> Vec<Owed> {
    let alive = |id: &str| {
        let found = applications.iter().find(|a| a.id == id);
        found.is_some_and(|a| board.kind(a) != Some(StageKind::Closed))
    };
    let mut list: Vec<Owed> =
        rounds.iter().flat_map(|r| of_round(r, alive(&r.application), now)).collect();
    for application in applications {
        let waits = rounds.iter().any(|r| {
            r.application == application.id
                && r.state == RoundState::Planned
                && r.held.moment().is_ok_and(|m| m.end > now.timestamp())
        });
        if !waits {
            list.extend(nudge(board, application));
        }
        if let (Some(StageKind::Offer), Some(due)) = (board.kind(application), application.promised)
        {
            let owed = Owed {
                id: format!("answer/{}", application.id),
                kind: OwedKind::Answer,
                application: application.id.clone(),
                about: String::new(),
                earliest: application.since,
                due,
                minutes: MINUTES_RESEARCH,
            };
            list.push(owed);
        }
    }
    list.retain(|owed| !settled.done.contains(&owed.id));
    list.sort_by(|a, b| (a.due, a.kind, &a.id).cmp(&(b.due, b.kind, &b.id)));
    list
}

fn of_round(round: &Round, alive: bool, now: &Zoned) -> Vec<Owed> {
    let Ok(moment) = round.held.moment() else { return Vec::new() };
    if round.state == RoundState::Cancelled {
        return Vec::new();
    }
    let mine = |at: Timestamp| at.to_zoned(now.time_zone().clone()).date();
    let owed = |kind, what: &str, about: &str, earliest, due, minutes| Owed {
        id: format!("{what}/{}/{about}", round.id),
        kind,
        application: round.application.clone(),
        about: about.to_owned(),
        earliest,
        due,
        minutes,
    };
    let held = mine(moment.begin);
    let mut list = Vec::new();
    if moment.end > now.timestamp() {
        if alive {
            let eve = held.yesterday().unwrap_or(held);
            let from = held.saturating_sub(jiff::Span::new().days(RESEARCH_DAYS));
            list.push(owed(OwedKind::Research, "research", "", from, eve, MINUTES_RESEARCH));
            list.push(owed(OwedKind::Checklist, "checklist", "", eve, eve, MINUTES_CHECKLIST));
        }
        return list;
    }
    let ended = mine(moment.end);
    if (now.date() - ended).get_days() > FORGOTTEN_DAYS {
        return list;
    }
    list.push(owed(OwedKind::Debrief, "debrief", "", ended, ended, MINUTES_DEBRIEF));
    for person in &round.people {
        let window = note::window(&moment.end_there());
        let (from, due) = (mine(window.from.timestamp()), mine(window.due.timestamp()));
        list.push(owed(OwedKind::ThankYou, "note", person, from, due, MINUTES_NOTE));
    }
    list
}

/// A nudge after silence, or the end after two.
fn nudge(board: &Board, application: &Application) -> Option<Owed> {
    let kind = board.kind(application)?;
    if !matches!(kind, StageKind::Applied | StageKind::Screening | StageKind::Rounds) {
        return None;
    }
    let silent_since = application.heard.unwrap_or(application.since);
    let first = match application.promised {
        Some(promised) if promised >= silent_since => business_days_after(promised, AFTER_PROMISE),
        _ => business_days_after(silent_since, SILENCE_DAYS),
    };
    let due = business_days_after(first, SECOND_DAYS * u32::from(application.nudges));
    let kind = if application.nudges < MOST_NUDGES { OwedKind::Nudge } else { OwedKind::Close };
    Some(Owed {
        id: format!("nudge/{}/{}", application.id, application.nudges),
        kind,
        application: application.id.clone(),
        about: String::new(),
        earliest: due,
        due,
        minutes: MINUTES_NUDGE,
    })
}

/// The day so many Mondays to Fridays later; holidays differ by place and are not known here.
pub fn business_days_after(day: Date, count: u32) -> Date {
    let mut at = day;
    let mut left = count;
    while left > 0 {
        let Ok(next) = at.tomorrow() else { break };
        at = next;
        if !matches!(at.weekday(), Weekday::Saturday | Weekday::Sunday) {
            left -= 1;
        }
    }
    at
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::application::tests::application;
    use crate::round::Held;

    fn round(local: &str, people: &[&str]) -> Round {
        Round {
            id: "r".into(),
            application: "a".into(),
            format: "coding".into(),
            title: String::new(),
            held: Held {
                local: local.parse().expect("a time"),
                zone: "Europe/Paris".into(),
                minutes: 60,
            },
            people: people.iter().map(|p| (*p).to_owned()).collect(),
            place: String::new(),
            link: String::new(),
            notes: String::new(),
            state: RoundState::Planned,
            revision: 0,
        }
    }

    /// `kind about due` of what is owed at a time.
    fn check(application: &Application, rounds: &[Round], done: &[&str], now: &str) -> Vec<String> {
        let done: Vec<String> = done.iter().map(|d| (*d).to_owned()).collect();
        let settled = Settled { done: &done };
        let now = now.parse().expect("a time");
        let list = [application.clone()];
        owed(&Board::default(), &list, rounds, settled, &now)
            .iter()
            .map(|o| format!("{:?} {} {}", o.kind, o.about, o.due))
            .collect()
    }

    #[test]
    fn before_and_after_a_round() {
        let application = application("a", "rounds");
        let rounds = [round("2026-03-05T14:00", &["mira", "jonas"])];
        let before = check(&application, &rounds, &[], "2026-03-02T08:00[Europe/Paris]");
        assert_eq!(before, ["Checklist  2026-03-04", "Research  2026-03-04"]);
        let after = check(&application, &rounds, &[], "2026-03-05T15:10[Europe/Paris]");
        assert_eq!(
            after,
            [
                "Debrief  2026-03-05",
                "ThankYou jonas 2026-03-06",
                "ThankYou mira 2026-03-06",
                "Nudge  2026-03-10",
            ]
        );
        let done = ["debrief/r/", "note/r/mira", "note/r/jonas"];
        let rest = check(&application, &rounds, &done, "2026-03-05T15:10[Europe/Paris]");
        assert_eq!(rest, ["Nudge  2026-03-10"]);
        let old = check(&application, &rounds, &[], "2026-04-05T15:10[Europe/Paris]");
        assert_eq!(old, ["Nudge  2026-03-10"]);
        // In the person's own days: 15:00 in Paris is the next day in Auckland.
        let away = check(&application, &rounds, &[], "2026-03-06T06:00[Pacific/Auckland]");
        assert_eq!(away[0], "Debrief  2026-03-06");
    }

    #[test]
    fn silence_is_nudged_twice_and_then_let_go() {
        let mut waiting = application("a", "applied");
        let now = "2026-03-20T09:00[UTC]";
        assert_eq!(check(&waiting, &[], &[], now), ["Nudge  2026-03-10"]);
        waiting.nudges = 1;
        assert_eq!(check(&waiting, &[], &[], now), ["Nudge  2026-03-17"]);
        waiting.nudges = 2;
        assert_eq!(check(&waiting, &[], &[], now), ["Close  2026-03-24"]);
        waiting.nudges = 0;
        waiting.promised = Some(date(2026, 3, 13));
        assert_eq!(check(&waiting, &[], &[], now), ["Nudge  2026-03-16"]);
        waiting.stage = "closed".into();
        assert_eq!(check(&waiting, &[], &[], now), [""; 0]);
        waiting.stage = "offer".into();
        assert_eq!(check(&waiting, &[], &[], now), ["Answer  2026-03-13"]);
    }

    #[test]
    fn weekends_do_not_count() {
        assert_eq!(business_days_after(date(2026, 3, 6), 1), date(2026, 3, 9));
        assert_eq!(business_days_after(date(2026, 3, 7), 5), date(2026, 3, 13));
        assert_eq!(business_days_after(date(2026, 3, 3), 0), date(2026, 3, 3));
        assert_eq!(business_days_after(date(9999, 12, 31), 3), date(9999, 12, 31));
    }
}
