//! What is written down within the hour after a round, and what it turns into: cards, things to
//! solve again, hooks for thank-you notes, and the result that a prediction waits for.
//!
//! It makes no evidence of ability: how one felt is not what one showed.

use serde::{Deserialize, Serialize};

/// The form.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Debrief {
    pub round: String,
    pub questions: Vec<Asked>,
    pub hooks: Vec<PersonHooks>,
    /// What the person thinks: shown beside what came, never used as a mark.
    pub expected: Option<Expected>,
    /// What they would do otherwise.
    pub lesson: String,
    /// The date that was named for an answer, as `2026-03-10`.
    pub answer_by: Option<jiff::civil::Date>,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Asked {
    pub question: String,
    pub went: Went,
    /// Ids of topics.
    pub topics: Vec<String>,
    /// An exercise of the library that it resembles, if any.
    pub exercise: Option<String>,
    /// What the good answer would have been, written afterwards.
    pub answer: String,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Went {
    Badly,
    #[default]
    Partly,
    Well,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Expected {
    Pass,
    Open,
    Fail,
}

/// Three things said with one interviewer.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct PersonHooks {
    pub contact: String,
    pub hooks: Vec<String>,
}

/// What follows from a debrief.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Lessons {
    pub cards: Vec<LessonCard>,
    /// Exercises to solve again, soonest first.
    pub resolves: Vec<String>,
    /// Topics that went badly or partly, the worst first: the plan's focus for later rounds.
    pub topics: Vec<String>,
    /// Contacts without any hook yet; their notes would have nothing to say.
    pub without_hook: Vec<String>,
}

/// A card of one's own. Without an answer it is a draft that waits for one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct LessonCard {
    pub id: String,
    pub topics: Vec<String>,
    pub question: String,
    pub answer: String,
}

/// Questions of one round; more were not asked in an hour.
pub const MOST_QUESTIONS: usize = 40;
/// Hooks that are asked for each interviewer.
pub const HOOKS: usize = 3;

/// What follows. `people` are the contacts of the round. Cards come from questions that did not go
/// well; one that went well needs none.
pub fn lessons(debrief: &Debrief, people: &[String]) -> Lessons {
    let mut lessons = Lessons::default();
    let mut weak: Vec<(usize, &Asked)> = debrief
        .questions
        .iter()
        .take(MOST_QUESTIONS)
        .enumerate()
        .filter(|(_, asked)| asked.went != Went::Well && !asked.question.trim().is_empty())
        .collect();
    weak.sort_by_key(|(_, asked)| asked.went);
    for (number, asked) in weak {
        lessons.cards.push(LessonCard {
            id: format!("asked/{}/{number}", debrief.round),
            topics: asked.topics.clone(),
            question: asked.question.trim().to_owned(),
            answer: asked.answer.trim().to_owned(),
        });
        let exercise = asked.exercise.iter();
        for exercise in exercise.filter(|e| !lessons.resolves.contains(e)).collect::<Vec<_>>() {
            lessons.resolves.push(exercise.clone());
        }
        for topic in &asked.topics {
            if !lessons.topics.contains(topic) {
                lessons.topics.push(topic.clone());
            }
        }
    }
    let has_hook = |contact: &String| {
        let of_contact = debrief.hooks.iter().filter(|h| h.contact == *contact);
        of_contact.flat_map(|h| &h.hooks).any(|hook| !hook.trim().is_empty())
    };
    lessons.without_hook = people.iter().filter(|p| !has_hook(p)).cloned().collect();
    lessons
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(question: &str, went: Went, topic: &str, exercise: Option<&str>) -> Asked {
        Asked {
            question: question.into(),
            went,
            topics: vec![topic.into()],
            exercise: exercise.map(str::to_owned),
            answer: String::new(),
        }
    }

    #[test]
    fn what_went_badly_comes_back() {
        let debrief = Debrief {
            round: "r1".into(),
            questions: vec![
                asked("Design a cache", Went::Partly, "stores/cache", Some("lrucache")),
                asked("Why us?", Went::Well, "professional/fit", None),
                asked("Write skew?", Went::Badly, "concurrency/isolation", None),
                asked(" ", Went::Badly, "sql/joins", None),
                asked("Cache again", Went::Partly, "stores/cache", Some("lrucache")),
            ],
            hooks: vec![PersonHooks { contact: "mira".into(), hooks: vec!["the lock".into()] }],
            ..Debrief::default()
        };
        let lessons = lessons(&debrief, &["mira".into(), "jonas".into()]);
        let ids: Vec<&str> = lessons.cards.iter().map(|c| c.id.as_str()).collect();
        assert_eq!(ids, ["asked/r1/2", "asked/r1/0", "asked/r1/4"]);
        assert_eq!(lessons.topics, ["concurrency/isolation", "stores/cache"]);
        assert_eq!(lessons.resolves, ["lrucache"]);
        assert_eq!(lessons.without_hook, ["jonas"]);
    }
}
