//! What is known of a company before it asks: facts with source and date, what is still missing,
//! and which of one's stories fit.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::story::Story;

/// A company.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Company {
    pub id: String,
    pub name: String,
    pub link: String,
    /// In the company's own words.
    pub values: Vec<String>,
    /// Technologies, as they are named in public.
    pub stack: Vec<String>,
    pub facts: Vec<Fact>,
    pub notes: String,
}

/// One thing known.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Fact {
    pub theme: Theme,
    pub text: String,
    /// Where it was read or who said it.
    pub source: String,
    pub seen: Date,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Theme {
    Product,
    Business,
    Stack,
    Culture,
    News,
    Process,
    People,
    LevelAndPay,
}

/// Something to do about the sheet.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case", tag = "kind")]
pub enum Gap {
    /// Nothing is known; `ask` says where to look.
    Missing { theme: Theme, ask: &'static str },
    /// Everything known of it is old.
    Stale { theme: Theme, seen: Date },
    /// A fact that nobody can check.
    NoSource { theme: Theme, text: String },
}

/// News is old after a quarter, the rest after a year.
const NEWS_DAYS: i32 = 92;
const OLD_DAYS: i32 = 365;
/// Facts of one company.
pub const MOST_FACTS: usize = 500;

impl Theme {
    pub const ALL: [Self; 8] = [
        Self::Product,
        Self::Business,
        Self::Stack,
        Self::Culture,
        Self::News,
        Self::Process,
        Self::People,
        Self::LevelAndPay,
    ];

    /// What to find out, and where people usually find it.
    pub fn ask(self) -> &'static str {
        match self {
            Self::Product => "What does it sell, to whom? Use it once, or read its documentation.",
            Self::Business => "How does it earn money, and from whom? Annual report, price page.",
            Self::Stack => "What is it built with? Engineering blog, job advertisements, talks.",
            Self::Culture => {
                "How is work decided and reviewed? Handbook, values, public post-mortems."
            }
            Self::News => "What changed this quarter? Press page, release notes, status page.",
            Self::Process => {
                "Which rounds come, in which order? Ask the recruiter in one sentence."
            }
            Self::People => {
                "Who will be in the room? Talks and articles of theirs, not their lives."
            }
            Self::LevelAndPay => {
                "Which level and range? The advertisement, public bands, the recruiter."
            }
        }
    }
}

impl Company {
    /// What is missing, old or without source, in the order of themes.
    pub fn gaps(&self, today: Date) -> Vec<Gap> {
        let mut gaps = Vec::new();
        for theme in Theme::ALL {
            let facts = || self.facts.iter().filter(|f| f.theme == theme);
            let known_otherwise = theme == Theme::Stack && !self.stack.is_empty()
                || theme == Theme::Culture && !self.values.is_empty();
            let age = if theme == Theme::News { NEWS_DAYS } else { OLD_DAYS };
            match facts().map(|f| f.seen).max() {
                None if known_otherwise => {}
                None => gaps.push(Gap::Missing { theme, ask: theme.ask() }),
                Some(seen) if (today - seen).get_days() > age => {
                    gaps.push(Gap::Stale { theme, seen });
                }
                Some(_) => {}
            }
            let unsourced = facts().filter(|f| f.source.trim().is_empty());
            gaps.extend(unsourced.map(|f| Gap::NoSource { theme, text: f.text.clone() }));
        }
        gaps
    }

    /// Ids of stories that serve one of the company's values and were not told there.
    pub fn fitting<'a>(&self, stories: &'a [Story]) -> Vec<&'a str> {
        let same = |a: &str, b: &str| a.trim().to_lowercase() == b.trim().to_lowercase();
        let serves = |story: &&Story| {
            story.values.iter().any(|v| self.values.iter().any(|w| same(v, w)))
                && !story.told_at.iter().any(|at| same(at, &self.name))
        };
        stories.iter().filter(serves).map(|story| story.id.as_str()).collect()
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn gaps_are_named_in_order() {
        let today = date(2026, 3, 1);
        let fact = |theme, source: &str, seen| Fact {
            theme,
            text: "It is so.".into(),
            source: source.into(),
            seen,
        };
        let company = Company {
            name: "Acme".into(),
            stack: vec!["PostgreSQL".into()],
            facts: vec![
                fact(Theme::Product, "docs", date(2026, 2, 1)),
                fact(Theme::News, "blog", date(2025, 10, 1)),
                fact(Theme::Business, " ", date(2025, 10, 1)),
            ],
            ..Company::default()
        };
        let gaps = company.gaps(today);
        let missing: Vec<Theme> = gaps
            .iter()
            .filter_map(|g| match g {
                Gap::Missing { theme, .. } => Some(*theme),
                _ => None,
            })
            .collect();
        assert_eq!(missing, [Theme::Culture, Theme::Process, Theme::People, Theme::LevelAndPay]);
        assert!(gaps.contains(&Gap::Stale { theme: Theme::News, seen: date(2025, 10, 1) }));
        assert!(matches!(gaps[0], Gap::NoSource { theme: Theme::Business, .. }));
    }

    #[test]
    fn stories_that_fit_and_are_new_there() {
        let story = |id: &str, told_at: &str| Story {
            id: id.into(),
            values: vec!["own the outcome".into()],
            told_at: vec![told_at.into()],
            ..Story::default()
        };
        let company = Company {
            name: "Acme".into(),
            values: vec!["Own the outcome".into()],
            ..Company::default()
        };
        assert_eq!(company.fitting(&[story("a", "acme"), story("b", "other")]), ["b"]);
    }
}
