//! Cards out of a person's own failures. The card is a draft: the person may reword it, and what
//! they wrote stays.

use serde::{Deserialize, Serialize};

use super::CardId;
use crate::item::ItemId;

/// A card to be kept.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Draft {
    /// The same failure gives the same card, however often it happens.
    pub id: CardId,
    /// Markdown.
    pub question: String,
    pub answer: String,
    pub why: String,
}

/// A check of a report that did not pass.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FailedCheck<'a> {
    pub item: &'a ItemId,
    /// Title of the exercise, for people.
    pub exercise: &'a str,
    /// Id and title of the check.
    pub check: &'a str,
    pub title: &'a str,
    /// The rule that it protects, and what an expert says to it; either may be empty.
    pub rule: &'a str,
    pub explanation: &'a str,
    pub input: &'a str,
    pub expected: &'a str,
    pub got: &'a str,
}

/// Of any one quoted part, characters: a card is read in half a minute.
const MOST_QUOTED: usize = 400;

impl Draft {
    /// Asks for the case that failed. Nothing where the report holds neither a rule nor a case:
    /// a card that asks nothing is worse than none.
    pub fn of_failed_check(failed: &FailedCheck<'_>) -> Option<Self> {
        let has_case = !failed.input.trim().is_empty() && !failed.expected.trim().is_empty();
        let rule = first_of([failed.rule, failed.explanation]);
        if !has_case && rule.is_empty() {
            return None;
        }
        let title = failed.title.trim_end_matches('.');
        let task = if has_case {
            let input = quoted(failed.input);
            format!("For this case your program was wrong. What is right, and why?\n\n{input}")
        } else {
            "Your solution broke a rule here. Which one, and what keeps it?".to_owned()
        };
        let mut parts = Vec::new();
        if has_case {
            parts.push(format!("Expected:\n\n{}", quoted(failed.expected)));
            if !failed.got.trim().is_empty() {
                parts.push(format!("Yours gave:\n\n{}", quoted(failed.got)));
            }
        }
        if !rule.is_empty() {
            parts.push(cut(rule));
        }
        let why = match (failed.rule.trim(), failed.explanation.trim()) {
            ("", _) | (_, "") => "You failed this once; the next case like it is yours.".to_owned(),
            (_, explanation) => cut(explanation),
        };
        let id = CardId(format!("failed/{}/{}", failed.item.0, failed.check));
        let question = format!("*{}*: {title}. {task}", failed.exercise);
        Some(Self { id, question, answer: parts.join("\n\n"), why })
    }

    /// Asks for the idea of what was solved once and not again. `idea` is the solution's own
    /// summary.
    pub fn of_missed_resolve(item: &ItemId, exercise: &str, idea: &str) -> Option<Self> {
        let idea = idea.trim();
        (!idea.is_empty()).then(|| Self {
            id: CardId(format!("missed/{}", item.0)),
            question: format!(
                "*{exercise}*: say the idea that solves it, its cost in time and memory, and the \
                 case that breaks the obvious attempt."
            ),
            answer: cut(idea),
            why: "You solved it before and not this time: the idea went, not the skill.".into(),
        })
    }
}

fn first_of(texts: [&str; 2]) -> &str {
    texts.into_iter().map(str::trim).find(|t| !t.is_empty()).unwrap_or_default()
}

/// A fenced block, with a fence longer than any in the text.
fn quoted(text: &str) -> String {
    let text = cut(text.trim_end());
    let longest = text.split(|c| c != '`').map(str::len).max().unwrap_or(0);
    let fence = "`".repeat(longest.max(2) + 1);
    format!("{fence}\n{text}\n{fence}")
}

fn cut(text: &str) -> String {
    match text.char_indices().nth(MOST_QUOTED) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOTHING: &str = "";

    fn failed<'a>(item: &'a ItemId, input: &'a str, rule: &'a str) -> FailedCheck<'a> {
        FailedCheck {
            item,
            exercise: "Bank ledger",
            check: "secret/07",
            title: "A transfer to itself",
            rule,
            explanation: NOTHING,
            input,
            expected: if input.is_empty() { "" } else { "100\n" },
            got: if input.is_empty() { "" } else { "200\n" },
        }
    }

    #[test]
    fn a_failed_case_becomes_a_question_about_it() {
        let item = ItemId("bankledger".into());
        let rule = "Money is neither made nor lost.";
        let draft = Draft::of_failed_check(&failed(&item, "transfer a a 100\n", rule));
        let draft = draft.expect("a card");
        assert_eq!(draft.id.0, "failed/bankledger/secret/07");
        assert_eq!(
            draft.question,
            "*Bank ledger*: A transfer to itself. For this case your program was wrong. What is \
             right, and why?\n\n```\ntransfer a a 100\n```"
        );
        assert_eq!(
            draft.answer,
            "Expected:\n\n```\n100\n```\n\nYours gave:\n\n```\n200\n```\n\n\
             Money is neither made nor lost."
        );
    }

    #[test]
    fn a_rule_alone_is_enough_and_nothing_is_nothing() {
        let item = ItemId("x".into());
        let draft = Draft::of_failed_check(&failed(&item, "", "Reads time out.")).expect("a card");
        assert_eq!(draft.answer, "Reads time out.");
        assert_eq!(Draft::of_failed_check(&failed(&item, "", " ")), None);
        assert_eq!(Draft::of_missed_resolve(&item, "X", "  "), None);
        assert!(Draft::of_missed_resolve(&item, "X", "Two heaps.").is_some());
    }

    #[test]
    fn hostile_text_stays_in_its_fence_and_within_its_length() {
        let item = ItemId("x".into());
        let text = format!("```\n# gone\n````{}", "é".repeat(5_000));
        let draft = Draft::of_failed_check(&failed(&item, &text, "")).expect("a card");
        assert!(draft.question.contains("`````\n```\n# gone"), "{}", draft.question);
        assert!(draft.question.chars().count() < 600);
    }
}
