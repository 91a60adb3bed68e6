//! Lists: one page after the other by keyset, so that a page costs the same wherever it is.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::problem::{Problem, Result};

/// Items of a page when the client names no number.
pub const DEFAULT_LIMIT: u32 = 50;
/// Items of a page at most: a page is drawn and read as a whole.
pub const MAX_LIMIT: u32 = 200;

/// One page of a list.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
pub struct Page<T> {
    pub items: Vec<T>,
    /// Value of `after` for the next page; null on the last.
    pub next: Option<String>,
}

impl<T> Page<T> {
    /// A list that fits on one page.
    pub fn whole(items: Vec<T>) -> Self {
        Self { items, next: None }
    }

    /// A page of a short list that is at hand as a whole. Items are told apart by their id; after
    /// one that is gone there is nothing.
    pub fn of_all(items: Vec<T>, query: &PageQuery, id: impl Fn(&T) -> String) -> Result<Self> {
        let limit = limit(query.limit)?;
        let after: Option<String> = place(query.after.as_deref())?;
        let begin = match &after {
            Some(after) => {
                items.iter().position(|item| id(item) == *after).map_or(items.len(), |at| at + 1)
            }
            None => 0,
        };
        let rest: Vec<T> = items.into_iter().skip(begin).take(limit + 1).collect();
        Ok(Self::cut(rest, limit, id))
    }

    /// From one item more than asked for, which tells whether there is a next page.
    pub fn cut<K: Serialize>(mut items: Vec<T>, limit: usize, key: impl Fn(&T) -> K) -> Self {
        let more = items.len() > limit;
        items.truncate(limit);
        let next = items.last().filter(|_| more).map(|last| cursor(&key(last)));
        Self { items, next }
    }
}

/// Which page of a list that has no filters.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct PageQuery {
    /// `next` of the page before
    pub after: Option<String>,
    #[param(minimum = 1, maximum = 200)]
    pub limit: Option<u32>,
}

/// The number of items asked for.
pub fn limit(asked: Option<u32>) -> Result<usize> {
    let limit = asked.unwrap_or(DEFAULT_LIMIT);
    if (1..=MAX_LIMIT).contains(&limit) {
        return Ok(limit as usize);
    }
    Err(Problem::field("limit", format!("limit is a number from 1 to {MAX_LIMIT}.")))
}

/// A place in a list, unreadable on purpose: clients hand it back as it is.
pub fn cursor<K: Serialize>(key: &K) -> String {
    URL_SAFE_NO_PAD.encode(serde_json::to_vec(key).unwrap_or_default())
}

pub fn place<K: DeserializeOwned>(after: Option<&str>) -> Result<Option<K>> {
    let Some(after) = after else { return Ok(None) };
    let bytes = URL_SAFE_NO_PAD.decode(after).ok();
    let key = bytes.and_then(|bytes| serde_json::from_slice(&bytes).ok());
    key.map(Some).ok_or_else(|| {
        Problem::field("after", "after is no place in this list; use the value of next as it is.")
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_follow_each_other() {
        let page = Page::cut(vec![1, 2, 3], 2, |n| *n);
        assert_eq!(page.items, [1, 2]);
        assert_eq!(place::<i32>(page.next.as_deref()).ok().flatten(), Some(2));
        assert!(Page::cut(vec![1, 2], 2, |n| *n).next.is_none());
        assert!(place::<i32>(Some("%%%")).is_err());
        assert!(place::<i32>(Some("e30")).is_err());
        let all = |after: Option<String>| {
            let query = PageQuery { after, limit: Some(2) };
            Page::of_all(vec![1, 2, 3], &query, ToString::to_string).expect("a page")
        };
        let first = all(None);
        assert_eq!((first.items, all(first.next).items), (vec![1, 2], vec![3]));
        assert_eq!(all(Some(cursor(&"gone"))).items, Vec::<i32>::new());
        assert!(limit(Some(0)).is_err() && limit(Some(201)).is_err());
    }
}
