//! Prompts: questions to answer aloud, read from `prompts/`. Stories and talks about the person,
//! and topics to explain. Measures of an answer are not here.
//!
//! The form is described in `content/prompts/README.md`; the line format is in `sheet`.

use std::collections::BTreeSet;
use std::io;
use std::path::Path;

use crate::card::Card;
use crate::competency::CompetencyMap;
use crate::finding::{Finding, Findings, Strictness};
use crate::greenroom::SeniorityLevel;
use crate::rules::{
    ENTRY_FIELD, ENTRY_ID, ENTRY_SECTION, ENTRY_TOPIC, TOPIC_UNPRACTISED, TOPIC_WITHOUT_CARD,
    TOPIC_WITHOUT_PROMPT,
};
use crate::sheet::{self, Entry};

/// One prompt. Texts are Markdown; what its kind does not have is empty.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Prompt {
    /// Unique over cards and prompts, and never changed.
    pub id: String,
    pub topic: String,
    pub kind: PromptKind,
    /// The scope that an answer should have; none where the speaker's level decides the depth.
    pub level: Option<SeniorityLevel>,
    pub prompt: String,
    /// What the interviewer wants to learn.
    pub probes: String,
    /// Parts of a talk, in order.
    pub structure: Vec<String>,
    pub good_answer: String,
    pub follow_ups: Vec<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum PromptKind {
    /// Answered from one's own experience.
    Story,
    /// A talk that is no story, such as an introduction.
    Frame,
    /// A topic explained to a colleague.
    Explain,
}

/// Prompts, and what is wrong with the ones that were left out.
#[derive(Clone, Debug, Default)]
pub struct Prompts {
    pub prompts: Vec<Prompt>,
    pub findings: Vec<Finding>,
}

/// Follow-up questions of a story or a frame.
const FOLLOW_UPS: usize = 2;
/// The area whose topics are told, not judged.
const PROFESSIONAL: &str = "professional";

impl PromptKind {
    pub const ALL: [Self; 3] = [Self::Story, Self::Frame, Self::Explain];

    pub fn name(self) -> &'static str {
        match self {
            Self::Story => "story",
            Self::Frame => "frame",
            Self::Explain => "explain",
        }
    }

    /// Minutes that an answer is meant to take.
    pub fn minutes(self) -> u16 {
        match self {
            Self::Story => 3,
            Self::Frame | Self::Explain => 2,
        }
    }

    fn sections(self) -> &'static [&'static str] {
        match self {
            Self::Story => &["Prompt", "Probes", "Good answer", "Follow-ups"],
            Self::Frame => &["Prompt", "Probes", "Structure", "Good answer", "Follow-ups"],
            Self::Explain => &["Prompt", "Good answer"],
        }
    }
}

impl Prompts {
    /// All prompts below `folder`. A broken one is left out and found; an error is a folder that
    /// cannot be read. `taken` are the ids of the cards.
    pub fn read(folder: &Path, map: &CompetencyMap, cards: &[Card]) -> io::Result<Self> {
        let mut findings = Findings::new(Strictness::Strict);
        let mut seen: BTreeSet<String> = cards.iter().map(|card| card.id.clone()).collect();
        let mut prompts = Vec::new();
        for (name, text) in sheet::files(folder)? {
            let file = format!("{name}.md");
            for entry in sheet::parse(&file, &text, &mut findings) {
                let Some(prompt) = prompt(&entry, &file, &mut findings) else { continue };
                if map.topics().all(|(_, topic)| topic.id != prompt.topic) {
                    let message = format!("`{}` is no topic of the competency map.", prompt.topic);
                    findings.add(ENTRY_TOPIC, &file, Some(entry.line), message);
                } else if !seen.insert(prompt.id.clone()) {
                    let message = format!("The id `{}` is taken already.", prompt.id);
                    findings.add(ENTRY_ID, &file, Some(entry.line), message);
                } else {
                    prompts.push(prompt);
                }
            }
        }
        Ok(Self { prompts, findings: findings.into_sorted() })
    }
}

/// Topics that the library leaves without something to practise, to remember or to say.
/// `practised` are the topics that exercises name.
pub fn coverage(
    map: &CompetencyMap,
    practised: &BTreeSet<String>,
    cards: &[Card],
    prompts: &[Prompt],
) -> Vec<Finding> {
    let mut findings = Findings::new(Strictness::Strict);
    for (area, topic) in map.topics() {
        let mut bad = |rule, what: &str| {
            let message = format!("`{}` has no {what}.", topic.id);
            findings.add(rule, "competencies.toml", None, message);
        };
        let technical = area.id != PROFESSIONAL;
        if technical && !practised.contains(&topic.id) {
            bad(TOPIC_UNPRACTISED, "judged exercise");
        }
        if technical && cards.iter().all(|card| card.topic != topic.id) {
            bad(TOPIC_WITHOUT_CARD, "card");
        }
        if prompts.iter().all(|prompt| prompt.topic != topic.id) {
            bad(TOPIC_WITHOUT_PROMPT, "prompt");
        }
    }
    findings.into_sorted()
}

fn prompt(entry: &Entry, file: &str, findings: &mut Findings) -> Option<Prompt> {
    let mut bad = |rule, message: String| findings.add(rule, file, Some(entry.line), message);
    let kind = PromptKind::ALL.into_iter().find(|k| entry.field("kind") == Some(k.name()));
    if kind.is_none() {
        bad(ENTRY_FIELD, format!("`{}` needs `kind: story, frame or explain`.", entry.id));
    }
    let level = match entry.field("level") {
        Some("any") => Some(None),
        Some(name) => SeniorityLevel::from_name(name).map(Some),
        None => None,
    };
    if level.is_none() {
        bad(ENTRY_FIELD, format!("`{}` needs `level:` with a level or `any`.", entry.id));
    }
    let topic = entry.field("topic");
    if topic.is_none() {
        bad(ENTRY_FIELD, format!("`{}` needs `topic: area/topic`.", entry.id));
    }
    let (kind, level, topic) = (kind?, level?, topic?);
    let follow_ups = items(&entry.section("Follow-ups"));
    if kind != PromptKind::Explain && follow_ups.len() != FOLLOW_UPS {
        bad(ENTRY_SECTION, format!("`{}` needs a list of two follow-ups.", entry.id));
        return None;
    }
    entry.fits(&["kind", "topic", "level"], kind.sections(), file, findings).then(|| Prompt {
        id: entry.id.clone(),
        topic: topic.to_owned(),
        kind,
        level,
        prompt: entry.section("Prompt"),
        probes: entry.section("Probes"),
        structure: items(&entry.section("Structure")),
        good_answer: entry.section("Good answer"),
        follow_ups,
    })
}

/// Items of a Markdown list; lines that go on are joined.
fn items(text: &str) -> Vec<String> {
    let mut items: Vec<String> = Vec::new();
    for line in text.lines() {
        let trimmed = line.trim();
        let numbered = trimmed.split_once(". ").filter(|(n, _)| n.parse::<u8>().is_ok());
        let item = trimmed.strip_prefix("- ").or(numbered.map(|(_, text)| text));
        match (item, items.last_mut()) {
            (Some(item), _) => items.push(item.to_owned()),
            (None, Some(last)) if !trimmed.is_empty() => {
                last.push(' ');
                last.push_str(trimmed);
            }
            _ => {}
        }
    }
    items
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::card::Cards;

    #[test]
    fn the_shipped_prompts_are_sound_and_many() {
        let content = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../content");
        let map = CompetencyMap::parse(include_str!("../../../content/competencies.toml"))
            .expect("the map parses");
        let cards = Cards::read(&content.join("cards"), &map).expect("the folder").cards;
        let read = Prompts::read(&content.join("prompts"), &map, &cards).expect("the folder");
        assert_eq!(read.findings, []);
        let stories = read.prompts.iter().filter(|p| p.kind != PromptKind::Explain).count();
        assert!(stories >= 120, "{stories}");
        // The program exercises do not cover the map yet; cards and prompts do.
        let all = map.topics().map(|(_, topic)| topic.id.clone()).collect();
        assert_eq!(coverage(&map, &all, &cards, &read.prompts), []);
        let nothing = coverage(&map, &BTreeSet::new(), &[], &[]);
        assert_eq!(nothing.len(), 200, "the list of findings ends at its limit");
    }

    #[test]
    fn lists_are_read_with_their_second_lines() {
        assert_eq!(items("- one\n  more\n- two\n"), ["one more", "two"]);
        assert_eq!(items("1. one\n2. two\n"), ["one", "two"]);
        assert!(items("").is_empty());
    }
}
