//! Cards: questions to answer from memory, read from `cards/<area>/<topic>.md`. Also a person's own
//! cards, which have the same form. When a card is asked is not here.
//!
//! The form is described in `content/cards/README.md`; the line format is in `sheet`.

use std::collections::BTreeSet;
use std::io;
use std::path::Path;

use crate::competency::CompetencyMap;
use crate::finding::{Finding, Findings, Strictness};
use crate::greenroom::SeniorityLevel;
use crate::number::parse_float;
use crate::rules::{ENTRY_FIELD, ENTRY_ID, ENTRY_TOPIC};
use crate::sheet::{self, Entry};

/// One card. Texts are Markdown.
#[derive(Clone, Debug, PartialEq)]
pub struct Card {
    /// Unique over cards and prompts, and never changed: histories hang on it.
    pub id: String,
    /// `area/topic`.
    pub topic: String,
    pub kind: CardKind,
    /// The first level expected to know it.
    pub level: SeniorityLevel,
    pub question: String,
    pub answer: String,
    pub why: String,
    /// Where a stated figure or rule comes from; empty where none is.
    pub source: String,
}

#[derive(Clone, Debug, PartialEq)]
pub enum CardKind {
    /// Say the answer, then compare.
    Recall,
    /// Choose an option and explain.
    Choose { choice: char },
    /// Name a number; graded in decades.
    Estimate { value: f64, unit: String },
    /// Find what is wrong.
    Flaw,
}

/// Cards, and what is wrong with the ones that were left out.
#[derive(Clone, Debug, Default)]
pub struct Cards {
    pub cards: Vec<Card>,
    pub findings: Vec<Finding>,
}

impl CardKind {
    pub fn name(&self) -> &'static str {
        match self {
            Self::Recall => "recall",
            Self::Choose { .. } => "choose",
            Self::Estimate { .. } => "estimate",
            Self::Flaw => "flaw",
        }
    }
}

impl Cards {
    /// All cards below `folder`, the library's or a host's. A broken card is left out and found; an
    /// error is a folder that cannot be read.
    pub fn read(folder: &Path, map: &CompetencyMap) -> io::Result<Self> {
        let mut findings = Findings::new(Strictness::Strict);
        let mut cards = Vec::new();
        let mut seen = BTreeSet::new();
        for (topic, text) in sheet::files(folder)? {
            let file = format!("{topic}.md");
            if map.topics().all(|(_, known)| known.id != topic) {
                let message = format!("`{topic}` is no topic of the competency map.");
                findings.add(ENTRY_TOPIC, &file, None, message);
                continue;
            }
            for card in parse_into(&topic, &file, &text, &mut findings) {
                if seen.insert(card.id.clone()) {
                    cards.push(card);
                } else {
                    let message = format!("The id `{}` is taken by another card.", card.id);
                    findings.add(ENTRY_ID, &file, None, message);
                }
            }
        }
        Ok(Self { cards, findings: findings.into_sorted() })
    }

    /// A person's own cards of one topic, in the same form.
    pub fn parse(topic: &str, text: &str) -> Self {
        let mut findings = Findings::new(Strictness::Strict);
        let cards = parse_into(topic, &format!("{topic}.md"), text, &mut findings);
        Self { cards, findings: findings.into_sorted() }
    }
}

impl Card {
    /// The card in its form, without the file's title; reads back as the same card.
    pub fn to_markdown(&self) -> String {
        let extra = match &self.kind {
            CardKind::Choose { choice } => format!("choice: {choice}\n"),
            CardKind::Estimate { value, unit } => format!("answer: {value} {unit}\n"),
            CardKind::Recall | CardKind::Flaw => String::new(),
        };
        let source = match self.source.as_str() {
            "" => String::new(),
            source => format!("\n### Source\n\n{source}\n"),
        };
        format!(
            "## {}\n\nkind: {}\nlevel: {}\n{extra}\n### Question\n\n{}\n\n### Answer\n\n{}\n\n\
             ### Why\n\n{}\n{source}",
            self.id,
            self.kind.name(),
            self.level.name(),
            self.question,
            self.answer,
            self.why
        )
    }
}

fn parse_into(topic: &str, file: &str, text: &str, findings: &mut Findings) -> Vec<Card> {
    let entries = sheet::parse(file, text, findings);
    entries.iter().filter_map(|entry| card(topic, entry, file, findings)).collect()
}

fn card(topic: &str, entry: &Entry, file: &str, findings: &mut Findings) -> Option<Card> {
    let mut bad = |key: &str, asked: &str| {
        let message = format!("`{}` needs `{key}: {asked}`.", entry.id);
        findings.add(ENTRY_FIELD, file, Some(entry.line), message);
    };
    let level = entry.field("level").and_then(SeniorityLevel::from_name);
    if level.is_none() {
        bad("level", "junior, mid, senior or staff");
    }
    let kind = match entry.field("kind") {
        Some("recall") => Some(CardKind::Recall),
        Some("flaw") => Some(CardKind::Flaw),
        Some("choose") => {
            let choice = choice(entry);
            if choice.is_none() {
                bad("choice", "the letter of an option of the question");
            }
            choice
        }
        Some("estimate") => {
            let estimate = estimate(entry);
            if estimate.is_none() {
                bad("answer", "a number above zero, a space and a unit");
            }
            estimate
        }
        _ => {
            bad("kind", "recall, choose, estimate or flaw");
            None
        }
    };
    let (level, kind) = (level?, kind?);
    let fields: &[&str] = match kind {
        CardKind::Recall | CardKind::Flaw => &["kind", "level"],
        CardKind::Choose { .. } => &["kind", "level", "choice"],
        CardKind::Estimate { .. } => &["kind", "level", "answer"],
    };
    let sections = ["Question", "Answer", "Why", "Source?"];
    entry.fits(fields, &sections, file, findings).then(|| Card {
        id: entry.id.clone(),
        topic: topic.to_owned(),
        kind,
        level,
        question: entry.section("Question"),
        answer: entry.section("Answer"),
        why: entry.section("Why"),
        source: entry.section("Source"),
    })
}

/// The right letter, if the question's options are in order from `a` and hold it.
fn choice(entry: &Entry) -> Option<CardKind> {
    let mut letters = entry.field("choice")?.chars();
    let (Some(choice), None) = (letters.next(), letters.next()) else { return None };
    let question = entry.section("Question");
    let options = question.lines().filter_map(|line| {
        let mut option = line.strip_prefix("- ")?.chars();
        let letter = option.next()?;
        (option.next()? == ')').then_some(letter)
    });
    let mut found = false;
    for (expected, letter) in ('a'..='z').zip(options) {
        if letter != expected {
            return None;
        }
        found |= letter == choice;
    }
    found.then_some(CardKind::Choose { choice })
}

fn estimate(entry: &Entry) -> Option<CardKind> {
    let (number, unit) = entry.field("answer")?.split_once(' ')?;
    let value = parse_float(number).filter(|value| *value > 0.0)?;
    let unit = unit.trim();
    (!unit.is_empty()).then(|| CardKind::Estimate { value, unit: unit.to_owned() })
}

#[cfg(test)]
mod tests {
    use super::*;

    const GOOD: &str = "# Joins\n\n## one-two\n\nkind: choose\nlevel: mid\nchoice: b\n\n\
                        ### Question\n\nWhich?\n\n- a) This.\n- b) That.\n\n\
                        ### Answer\n\nb. So.\n\n### Why\n\nBecause.\n";

    /// Rules found and the number of sound cards.
    fn check(text: &str, rules: &[&str], cards: usize) {
        let read = Cards::parse("sql/joins", text);
        let found: Vec<&str> = read.findings.iter().map(|f| f.rule).collect();
        assert_eq!((found, read.cards.len()), (rules.to_vec(), cards), "{text}");
    }

    #[test]
    fn the_form_is_kept_or_the_card_is_left_out() {
        check(GOOD, &[], 1);
        check("", &[], 0);
        check("# Only a title\n", &[], 0);
        check(&GOOD.replace("# Joins\n\n## ", "## "), &["E080"], 1);
        check(&GOOD.replace("one-two", "One Two"), &["E081"], 0);
        check(&GOOD.replace("level: mid", "level: guru"), &["E082"], 0);
        check(&GOOD.replace("choice: b", "choice: c"), &["E082"], 0);
        check(&GOOD.replace("choice: b\n", ""), &["E082"], 0);
        check(&GOOD.replace("choice: b", "choice: b\nmood: good"), &["E082"], 0);
        check(&GOOD.replace("- b)", "- c)"), &["E082"], 0);
        check(&GOOD.replace("kind: choose", "kind: flaw"), &["E082"], 0);
        check(&GOOD.replace("### Why", "### Because"), &["E083", "E083"], 0);
        check(&GOOD.replace("Because.\n", "\n"), &["E083"], 0);
        check(&GOOD.replace("Which?", "```\n## not a card\n```"), &[], 1);
        check(&GOOD.replace("Which?", "```\nopen"), &["E080", "E083", "E083"], 0);
        check(
            &GOOD.replace("kind: choose\nlevel: mid\nchoice: b", "just text"),
            &["E082", "E082", "E080"],
            0,
        );
        let estimate = "kind: estimate\nlevel: mid\nanswer: ";
        for (answer, cards) in [("2.5e9 bytes", 1), ("0 bytes", 0), ("5", 0), ("inf s", 0)] {
            let text =
                GOOD.replace("kind: choose\nlevel: mid\nchoice: b", &format!("{estimate}{answer}"));
            check(&text, if cards == 1 { &[] } else { &["E082"] }, cards);
        }
    }

    #[test]
    fn a_card_reads_back_as_it_was_written() {
        let map = CompetencyMap::parse(include_str!("../../../content/competencies.toml"));
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../content/cards");
        let read = Cards::read(&folder, &map.expect("the map parses")).expect("the folder");
        assert_eq!(read.findings, []);
        assert!(read.cards.len() >= 300, "{}", read.cards.len());
        for card in &read.cards {
            let text = format!("# Again\n\n{}", card.to_markdown());
            let again = Cards::parse(&card.topic, &text);
            assert_eq!((again.cards, again.findings), (vec![card.clone()], vec![]));
        }
    }
}
