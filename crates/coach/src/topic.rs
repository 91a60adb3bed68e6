//! The topics of a competency map as small numbers, with what must be learned before what.
//!
//! Titles and expectations stay with whoever read the map; here a topic is a place in a list.

use std::collections::HashMap;

use serde::{Deserialize, Serialize};

/// What a person is hired as; each level includes the ones below it.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(rename_all = "lowercase")]
pub enum Level {
    Junior,
    #[default]
    Mid,
    Senior,
    Staff,
}

/// A topic of one [`Topics`]; means nothing to another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Topic(u16);

/// All topics, in the order of the map.
#[derive(Clone, Debug, Default)]
pub struct Topics {
    ids: Vec<String>,
    /// Of each topic, its area's number; areas in order of their first topic.
    areas: Vec<u16>,
    area_ids: Vec<String>,
    requires: Vec<Vec<Topic>>,
    by_id: HashMap<String, Topic>,
    /// Every topic before all that it requires.
    hardest_first: Vec<Topic>,
}

/// Why a list of topics is no map.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TopicsError {
    #[error("the topic `{0}` is there twice; give each its own id")]
    Twice(String),
    #[error("`{0}` requires `{1}`, which is no topic; correct the name or remove it")]
    Unknown(String, String),
    #[error("`{0}` requires itself by way of others; remove one `requires` of the circle")]
    Circle(String),
    #[error("there are more than {MOST_TOPICS} topics; split the map")]
    TooMany,
}

/// Topics of one map. The shipped map has under 200; tables grow with this number.
pub const MOST_TOPICS: usize = 5_000;

impl Level {
    pub const ALL: [Self; 4] = [Self::Junior, Self::Mid, Self::Senior, Self::Staff];

    /// Where the level lies on the rating scale: a person of this rating solves half of what the
    /// level is asked. Steps of 200 mean that somebody one level higher solves three of four
    /// (10^(200/400) to 1), which is the meaning of the scale (Elo; Glickman 2012).
    pub fn rating(self) -> f64 {
        match self {
            Self::Junior => 1300.0,
            Self::Mid => 1500.0,
            Self::Senior => 1700.0,
            Self::Staff => 1900.0,
        }
    }
}

impl Topic {
    pub fn index(self) -> usize {
        usize::from(self.0)
    }
}

impl Topics {
    /// From ids such as `sql/isolation` and the ids that each requires. The part before the slash
    /// is the area.
    pub fn new<'a>(
        list: impl IntoIterator<Item = (&'a str, Vec<&'a str>)>,
    ) -> Result<Self, TopicsError> {
        let mut topics = Self::default();
        let mut areas = HashMap::new();
        let mut required = Vec::new();
        for (id, requires) in list {
            let topic = Topic(u16::try_from(topics.ids.len()).unwrap_or(u16::MAX));
            if topic.index() >= MOST_TOPICS {
                return Err(TopicsError::TooMany);
            }
            if topics.by_id.insert(id.to_owned(), topic).is_some() {
                return Err(TopicsError::Twice(id.to_owned()));
            }
            let area = id.split('/').next().unwrap_or(id);
            let next = areas.len() as u16;
            topics.areas.push(*areas.entry(area.to_owned()).or_insert_with(|| {
                topics.area_ids.push(area.to_owned());
                next
            }));
            topics.ids.push(id.to_owned());
            required.push(requires);
        }
        for (id, names) in topics.ids.iter().zip(required) {
            let found = names.iter().map(|name| {
                let unknown = || TopicsError::Unknown(id.clone(), (*name).to_owned());
                topics.by_id.get(*name).copied().ok_or_else(unknown)
            });
            topics.requires.push(found.collect::<Result<_, _>>()?);
        }
        topics.hardest_first = topics.order()?;
        Ok(topics)
    }

    /// Repeatedly takes away what requires nothing that is left; what stays is a circle.
    fn order(&self) -> Result<Vec<Topic>, TopicsError> {
        let mut missing: Vec<usize> = self.requires.iter().map(Vec::len).collect();
        let mut ready: Vec<Topic> = self.all().filter(|t| missing[t.index()] == 0).collect();
        let mut done = vec![false; self.len()];
        let mut order = Vec::with_capacity(self.len());
        while let Some(topic) = ready.pop() {
            done[topic.index()] = true;
            order.push(topic);
            for other in self.all() {
                let times = self.requires(other).iter().filter(|r| **r == topic).count();
                if times > 0 {
                    missing[other.index()] -= times;
                    if missing[other.index()] == 0 {
                        ready.push(other);
                    }
                }
            }
        }
        if let Some(left) = done.iter().position(|d| !d) {
            return Err(TopicsError::Circle(self.ids[left].clone()));
        }
        order.reverse();
        Ok(order)
    }

    pub fn len(&self) -> usize {
        self.ids.len()
    }

    pub fn is_empty(&self) -> bool {
        self.ids.is_empty()
    }

    pub fn all(&self) -> impl Iterator<Item = Topic> + use<> {
        (0..self.ids.len() as u16).map(Topic)
    }

    /// The topic of this id; content may name one that the map does not know.
    pub fn find(&self, id: &str) -> Option<Topic> {
        self.by_id.get(id).copied()
    }

    pub fn id(&self, topic: Topic) -> &str {
        &self.ids[topic.index()]
    }

    /// Topics to learn before this one.
    pub fn requires(&self, topic: Topic) -> &[Topic] {
        &self.requires[topic.index()]
    }

    /// All topics, each before those that it requires.
    pub fn hardest_first(&self) -> &[Topic] {
        &self.hardest_first
    }

    /// A number that topics of one area share, below [`Topics::area_count`].
    pub fn area(&self, topic: Topic) -> usize {
        usize::from(self.areas[topic.index()])
    }

    pub fn area_id(&self, area: usize) -> &str {
        &self.area_ids[area]
    }

    pub fn area_count(&self) -> usize {
        self.area_ids.len()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(list: &[(&str, &[&str])], expected: &Result<usize, TopicsError>) {
        let list = list.iter().map(|(id, requires)| (*id, requires.to_vec()));
        assert_eq!(&Topics::new(list).map(|t| t.len()), expected);
    }

    #[test]
    fn a_map_is_a_graph_without_circles() {
        check(&[], &Ok(0));
        check(&[("a/x", &[]), ("a/y", &["a/x"]), ("b/z", &["a/y", "a/x"])], &Ok(3));
        check(&[("a/x", &[]), ("a/x", &[])], &Err(TopicsError::Twice("a/x".into())));
        check(&[("a/x", &["a/q"])], &Err(TopicsError::Unknown("a/x".into(), "a/q".into())));
        check(&[("a/x", &["a/y"]), ("a/y", &["a/x"])], &Err(TopicsError::Circle("a/x".into())));
        check(&[("a/x", &["a/x"])], &Err(TopicsError::Circle("a/x".into())));
        check(&[("a/x", &[]), ("a/y", &["a/x", "a/x"])], &Ok(2));
    }
}
