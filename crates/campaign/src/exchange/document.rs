//! Everything of a campaign as one JSON document, out and in again.

use serde::{Deserialize, Serialize};

use super::{ExchangeError, MOST_BYTES};
use crate::application::{Application, Board};
use crate::debrief::Debrief;
use crate::note::Note;
use crate::offer::Offer;
use crate::research::Company;
use crate::round::Round;
use crate::story::Story;

/// A campaign. Fields that this version does not know are refused, since dropping them would lose
/// what a later version wrote.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Document {
    pub version: u32,
    pub board: Board,
    pub applications: Vec<Application>,
    pub companies: Vec<Company>,
    pub contacts: Vec<Contact>,
    pub rounds: Vec<Round>,
    pub stories: Vec<Story>,
    pub notes: Vec<Note>,
    pub debriefs: Vec<Debrief>,
    pub offers: Vec<Offer>,
}

/// Somebody on the other side.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Contact {
    pub id: String,
    pub company: String,
    pub name: String,
    pub role: String,
    pub mail: String,
    pub phone: String,
    pub link: String,
    pub notes: String,
}

/// Of the documents that this program writes.
pub const VERSION: u32 = 1;

impl Document {
    pub fn to_json(&self) -> String {
        let document = Self { version: VERSION, ..self.clone() };
        serde_json::to_string_pretty(&document).expect("a campaign has no maps with odd keys")
    }

    pub fn from_json(bytes: &[u8]) -> Result<Self, ExchangeError> {
        /// Read first, so that a later version is named and not its unknown fields.
        #[derive(Deserialize)]
        struct Versioned {
            version: u32,
        }
        if bytes.len() > MOST_BYTES {
            return Err(ExchangeError::TooLarge);
        }
        let no_document = |error: serde_json::Error| ExchangeError::NoDocument(error.to_string());
        let versioned: Versioned = serde_json::from_slice(bytes).map_err(no_document)?;
        if versioned.version > VERSION {
            return Err(ExchangeError::LaterVersion(versioned.version));
        }
        serde_json::from_slice(bytes).map_err(no_document)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::application::tests::application;

    #[test]
    fn a_campaign_comes_back_as_it_went() {
        let document = Document {
            version: VERSION,
            applications: vec![application("a", "applied")],
            contacts: vec![Contact { name: "Mira".into(), ..Contact::default() }],
            offers: vec![Offer { id: "o".into(), ..Offer::default() }],
            ..Document::default()
        };
        assert_eq!(Document::from_json(document.to_json().as_bytes()), Ok(document));
    }

    #[test]
    fn what_is_no_campaign_is_said() {
        let cases = [
            ("", "is not a campaign"),
            ("{}", "missing field `version`"),
            (r#"{"version":1,"mood":1}"#, "unknown field `mood`"),
            (r#"{"version":2,"mood":1}"#, "later version (2)"),
            (r#"{"version":1,"board":[]}"#, "2 to 12 stages"),
        ];
        for (text, expected) in cases {
            let error = Document::from_json(text.as_bytes()).expect_err(text).to_string();
            assert!(error.contains(expected), "{error}");
        }
    }
}
