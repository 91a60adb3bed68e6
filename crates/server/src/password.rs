//! Passwords: what one must be, and Argon2id over it on threads of its own.
//!
//! Checking one takes the same time whether or not there is an account with that address. Who may
//! try how often is in `limits`.

use std::sync::Arc;

use argon2::password_hash::phc::PasswordHash;
use argon2::{Algorithm, Argon2, Params, PasswordHasher, PasswordVerifier, Version};
use tokio::sync::{Semaphore, TryAcquireError};

use crate::problem::{Problem, Result};

/// Characters of a password: long enough that no dictionary of real ones is worth trying at the
/// speed `limits` allows (NIST SP 800-63B asks for 8 at the least).
pub const SHORTEST: usize = 10;
/// Bytes of a password: any sentence fits, a book does not.
pub const LONGEST_BYTES: usize = 256;

/// KiB of memory, passes and lanes for one hash: OWASP's recommendation for Argon2id
/// (Password Storage Cheat Sheet). About 30 ms of one core.
const MEMORY_KIB: u32 = 19_456;
const PASSES: u32 = 2;
const LANES: u32 = 1;
/// Hashes at once: they take memory (19 MiB each) and cores that judging needs.
const AT_ONCE: usize = 2;
/// Hashes that run or wait; more than that and it is better to say so at once.
const WAITING: usize = 64;
/// Seconds after which the queue of hashes is empty again.
const RETRY_S: u64 = 3;

/// Checks and makes hashes, a few at a time. Clones share the queue.
#[derive(Clone, Debug)]
pub struct Passwords {
    queue: Arc<Semaphore>,
    places: Arc<Semaphore>,
    /// A hash that no password has, for addresses without an account.
    nobody: Arc<str>,
}

/// What became of a password.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    Wrong,
    Right,
    /// Right, but hashed with other parameters than today's: to be hashed anew.
    Outdated,
}

impl Default for Passwords {
    fn default() -> Self {
        let (salt, output) = ("A".repeat(22), "A".repeat(43));
        let parameters = format!("m={MEMORY_KIB},t={PASSES},p={LANES}");
        Self {
            queue: Arc::new(Semaphore::new(WAITING)),
            places: Arc::new(Semaphore::new(AT_ONCE)),
            nobody: format!("$argon2id$v=19${parameters}${salt}${output}").into(),
        }
    }
}

/// Refuses what is no password, and names the field.
pub fn check(field: &str, password: &str) -> Result<()> {
    let detail = if password.chars().count() < SHORTEST {
        format!("A password has at least {SHORTEST} characters; a sentence is easy to keep.")
    } else if password.len() > LONGEST_BYTES {
        format!("A password has at most {LONGEST_BYTES} bytes; take a shorter one.")
    } else if is_monotonous(password) {
        String::from("This password repeats one sign; a sentence is easy to keep.")
    } else {
        return Ok(());
    };
    Err(Problem::field(field, detail))
}

fn is_monotonous(password: &str) -> bool {
    let mut signs = password.chars();
    let first = signs.next();
    signs.all(|sign| Some(sign) == first)
}

impl Passwords {
    /// The PHC string of a password.
    pub async fn hash(&self, password: String) -> Result<String> {
        self.work(move || {
            let hash = hasher()?.hash_password(password.as_bytes());
            hash.map(|hash| hash.to_string()).map_err(|error| Problem::fault(&error))
        })
        .await
    }

    /// Compares with the stored PHC string. Without one it takes as long, and is wrong.
    pub async fn verify(&self, password: String, stored: Option<String>) -> Result<Verdict> {
        if password.len() > LONGEST_BYTES {
            return Ok(Verdict::Wrong);
        }
        let nobody = Arc::clone(&self.nobody);
        self.work(move || {
            let found = matches(&password, stored.as_deref().unwrap_or(&nobody))?;
            Ok(if stored.is_some() { found } else { Verdict::Wrong })
        })
        .await
    }

    async fn work<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> Result<T> + Send + 'static,
    ) -> Result<T> {
        let waiting = Arc::clone(&self.queue).try_acquire_owned().map_err(|error| match error {
            TryAcquireError::NoPermits => {
                Problem::too_many("Too many people sign in right now; try again.", RETRY_S)
            }
            TryAcquireError::Closed => Problem::fault(&error),
        })?;
        let place = Arc::clone(&self.places).acquire_owned().await;
        let place = place.map_err(|error| Problem::fault(&error))?;
        let done = tokio::task::spawn_blocking(move || {
            // Held by the thread: a client that goes away does not free its place early.
            let _held = (waiting, place);
            work()
        });
        done.await.map_err(|error| Problem::fault(&error))?
    }
}

fn hasher() -> Result<Argon2<'static>> {
    let parameters = Params::new(MEMORY_KIB, PASSES, LANES, None);
    let parameters = parameters.map_err(|error| Problem::fault(&error))?;
    Ok(Argon2::new(Algorithm::Argon2id, Version::V0x13, parameters))
}

fn matches(password: &str, stored: &str) -> Result<Verdict> {
    use argon2::password_hash::Error;
    let hasher = hasher()?;
    let hash = PasswordHash::new(stored).map_err(|error| Problem::fault(&error))?;
    match hasher.verify_password(password.as_bytes(), &hash) {
        Ok(()) if is_current(&hash) => Ok(Verdict::Right),
        Ok(()) => Ok(Verdict::Outdated),
        Err(Error::PasswordInvalid) => Ok(Verdict::Wrong),
        Err(error) => Err(Problem::fault(&error)),
    }
}

/// Whether a hash was made with today's parameters.
fn is_current(hash: &PasswordHash) -> bool {
    let parameters = Params::try_from(hash);
    hash.algorithm.as_str() == Algorithm::Argon2id.as_str()
        && hash.version == Some(Version::V0x13.into())
        && parameters
            .is_ok_and(|p| (p.m_cost(), p.t_cost(), p.p_cost()) == (MEMORY_KIB, PASSES, LANES))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn run<T>(work: impl Future<Output = T>) -> T {
        let runtime = tokio::runtime::Builder::new_current_thread().build().expect("a runtime");
        runtime.block_on(work)
    }

    #[test]
    fn hashes_are_salted_and_verified() {
        run(async {
            let passwords = Passwords::default();
            let secret = || String::from("a green room of one's own");
            let hash = passwords.hash(secret()).await.expect("hashed");
            assert!(hash.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{hash}");
            assert_ne!(hash, passwords.hash(secret()).await.expect("hashed"));
            let verify = async |password: String, stored: Option<&str>| {
                passwords.verify(password, stored.map(str::to_owned)).await.expect("compared")
            };
            assert_eq!(verify(secret(), Some(&hash)).await, Verdict::Right);
            assert_eq!(verify("another one".into(), Some(&hash)).await, Verdict::Wrong);
            assert_eq!(verify("x".repeat(300), Some(&hash)).await, Verdict::Wrong);
            // The stand-in is a hash like any other: compared in full, and matched by nothing.
            assert_eq!(verify(secret(), None).await, Verdict::Wrong);
            assert_eq!(matches(&secret(), &passwords.nobody).expect("compared"), Verdict::Wrong);
        });
    }

    #[test]
    fn weaker_parameters_are_outdated() {
        let weak = Argon2::new(
            Algorithm::Argon2id,
            Version::V0x13,
            Params::new(8192, 1, 1, None).expect("sound"),
        );
        let hash = weak.hash_password(b"correct horse").expect("hashed").to_string();
        assert_eq!(matches("correct horse", &hash).expect("compared"), Verdict::Outdated);
        assert_eq!(matches("wrong horse", &hash).expect("compared"), Verdict::Wrong);
    }

    #[test]
    fn passwords_have_a_length() {
        for (sound, password) in [
            (true, "ten signs.".to_owned()),
            (true, "ü".repeat(5) + "lengths"),
            (false, "nine sign".to_owned()),
            (false, "aaaaaaaaaaaaaaaa".to_owned()),
            (false, "ab".repeat(129)),
        ] {
            assert_eq!(check("password", &password).is_ok(), sound, "{password}");
        }
    }
}
