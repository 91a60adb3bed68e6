//! Secrets that stand for a person: session cookies, API tokens, invitation links.
//!
//! A secret is shown once and never stored; the store has its hash. A fast hash is right here: 256
//! random bits cannot be guessed, unlike a password, for which see `password`.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use sha2::{Digest, Sha256};

use crate::assets::hex;
use crate::problem::{Problem, Result};

/// Random bytes of a secret.
const BYTES: usize = 32;
/// Characters of a secret that is worth hashing; longer ones are none of ours.
const LONGEST: usize = 128;

/// A secret that was just made.
pub struct Secret {
    /// To be shown once.
    pub text: String,
    /// To be stored.
    pub hash: String,
}

/// A fresh secret in characters that an address or a header may hold. The prefix says what it is
/// to whoever finds it where it should not be.
pub fn fresh(prefix: &str) -> Result<Secret> {
    let mut bytes = [0; BYTES];
    getrandom::fill(&mut bytes).map_err(|error| Problem::fault(&error))?;
    let text = format!("{prefix}{}", URL_SAFE_NO_PAD.encode(bytes));
    let hash = digest(&text);
    Ok(Secret { text, hash })
}

/// What the store knows of a secret; `None` for a text that is none.
pub fn hash(secret: &str) -> Option<String> {
    let sound = !secret.is_empty() && secret.len() <= LONGEST && secret.is_ascii();
    sound.then(|| digest(secret))
}

fn digest(secret: &str) -> String {
    hex(&Sha256::digest(secret.as_bytes()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn secrets_differ_and_have_256_bits() {
        let (one, other) = (fresh("gr_").expect("random"), fresh("gr_").expect("random"));
        assert_ne!(one.text, other.text);
        assert_eq!(one.text.len(), "gr_".len() + 43, "{}", one.text);
        assert_eq!(hash(&one.text), Some(one.hash));
        assert_eq!(hash(""), None);
        assert_eq!(hash(&"x".repeat(129)), None);
    }
}
