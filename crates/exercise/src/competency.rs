//! The competency map: areas of the back-end role and their topics, read from
//! `competencies.toml`.
//!
//! Ids (`area/topic`) are what exercises, cards and prompts name. What a person knows of a topic is
//! not here.

use serde::Deserialize;

/// The whole map, in the order of the file.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CompetencyMap {
    #[serde(default)]
    pub areas: Vec<Area>,
}

/// A first-level group, such as *Storage*.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Area {
    pub id: String,
    pub title: String,
    #[serde(default)]
    pub topics: Vec<Topic>,
}

/// One competency, with what is expected at each level; each includes the ones before it.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Topic {
    /// `area/topic`; never changes once it is in use.
    pub id: String,
    pub title: String,
    /// Topics to learn first.
    #[serde(default)]
    pub requires: Vec<String>,
    pub junior: String,
    pub mid: String,
    pub senior: String,
    pub staff: String,
}

impl CompetencyMap {
    /// Parses the file; the message names line and column of a mistake.
    pub fn parse(text: &str) -> Result<Self, toml::de::Error> {
        toml::from_str(text)
    }

    /// Every topic with its area.
    pub fn topics(&self) -> impl Iterator<Item = (&Area, &Topic)> {
        self.areas.iter().flat_map(|area| area.topics.iter().map(move |topic| (area, topic)))
    }

    /// The title of a topic, else its id: a package may name one this map does not know.
    pub fn title<'a>(&'a self, id: &'a str) -> &'a str {
        self.topics().find(|(_, topic)| topic.id == id).map_or(id, |(_, topic)| &topic.title)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shipped_map_is_sound() {
        let map = CompetencyMap::parse(include_str!("../../../content/competencies.toml"))
            .expect("the map parses");
        let ids: Vec<&str> = map.topics().map(|(_, topic)| topic.id.as_str()).collect();
        assert!(ids.len() > 100);
        for (area, topic) in map.topics() {
            assert!(topic.id.starts_with(&format!("{}/", area.id)), "{}", topic.id);
            for needed in &topic.requires {
                assert!(ids.contains(&needed.as_str()), "{} requires {needed}", topic.id);
            }
        }
        assert_eq!(map.title("language/types"), "Types and generics");
        assert_eq!(map.title("other/thing"), "other/thing");
    }
}
