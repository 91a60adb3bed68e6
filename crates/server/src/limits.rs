//! How often who may ask, in team mode: by address for strangers, by account for the rest.
//!
//! Each limit is a leaky bucket for each key (the generic cell rate algorithm of `governor`): a
//! burst at once, then one after the other. Buckets that are full again are forgotten, and their
//! number is bounded, so that a flood of addresses costs the flood and not the memory.

use std::hash::Hash;
use std::net::{IpAddr, Ipv6Addr};
use std::num::NonZeroU32;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use governor::clock::{Clock, DefaultClock};
use governor::{DefaultKeyedRateLimiter, Quota, RateLimiter};
use sha2::{Digest, Sha256};
use store::AccountId;

use crate::http::client::Client;
use crate::problem::{Problem, Result};

/// Buckets of one limit. At about 100 bytes each this is some 10 MB at the very most.
const BUCKETS: usize = 100_000;
/// How often buckets that are full again are let go of.
const SWEEP: Duration = Duration::from_mins(1);
/// The same while there are too many of them: a sweep reads all.
const URGENT_SWEEP: Duration = Duration::from_secs(1);
/// Bits of an IPv6 address that one customer of a provider holds (RFC 6177).
const IPV6_BITS: u32 = 64;

/// One bucket for each key.
#[derive(Debug)]
pub struct Limit<K: Hash + Eq + Clone> {
    buckets: DefaultKeyedRateLimiter<K>,
    swept: Mutex<Instant>,
    /// What one did too often, as in "You did that too often".
    detail: &'static str,
}

/// Where strangers come from: one household or company behind an address counts as one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Source(IpAddr);

/// An e-mail address, as its hash: what is typed into a form must not be kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Mailbox([u8; 16]);

/// Every limit of team mode.
#[derive(Debug)]
pub struct Limits {
    /// Anything at all without being signed in.
    pub strangers: Limit<Source>,
    /// Anything at all by one account.
    pub people: Limit<AccountId>,
    /// Work for the sandbox: attempts and formatting.
    pub work: Limit<AccountId>,
    /// Passwords tried from one address.
    pub sign_ins_from: Limit<Source>,
    /// Passwords tried for one account.
    pub sign_ins_to: Limit<Mailbox>,
    /// Invitations looked at or accepted, and journeys to the identity provider.
    pub doors: Limit<Source>,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            // A class of forty behind one address opens the page at once.
            strangers: Limit::new(400, Duration::from_millis(100), "This address asks"),
            // A page asks for ten things; nobody opens thirty pages in a second.
            people: Limit::new(300, Duration::from_millis(50), "You ask"),
            // Faster than anybody thinks; a script that hands in all day still gets its turn.
            work: Limit::new(20, Duration::from_secs(1), "You hand in"),
            // The same class signs in; a list of stolen passwords does not get far.
            sign_ins_from: Limit::new(60, Duration::from_secs(3), "People sign in from here"),
            // Some three thousand guesses a day: hopeless against ten characters.
            sign_ins_to: Limit::new(10, Duration::from_secs(30), "This account is tried"),
            // Links have 256 bits: this only keeps the noise down.
            doors: Limit::new(60, Duration::from_secs(2), "Invitations are asked for from here"),
        }
    }
}

impl From<Client> for Source {
    fn from(client: Client) -> Self {
        Self(match client.0 {
            IpAddr::V6(address) => {
                let kept = u128::MAX << (128 - IPV6_BITS);
                IpAddr::V6(Ipv6Addr::from_bits(address.to_bits() & kept))
            }
            address @ IpAddr::V4(_) => address,
        })
    }
}

impl From<&str> for Mailbox {
    fn from(email: &str) -> Self {
        let hash = Sha256::digest(email.trim().to_lowercase().as_bytes());
        let mut short = [0; 16];
        short.copy_from_slice(&hash[..16]);
        Self(short)
    }
}

impl<K: Hash + Eq + Clone> Limit<K> {
    /// `burst` at once, then one for each `pace`.
    fn new(burst: u32, pace: Duration, detail: &'static str) -> Self {
        let burst = NonZeroU32::new(burst).unwrap_or(NonZeroU32::MIN);
        let quota = Quota::with_period(pace).unwrap_or(Quota::per_second(NonZeroU32::MIN));
        Self {
            buckets: RateLimiter::keyed(quota.allow_burst(burst)),
            swept: Mutex::new(Instant::now()),
            detail,
        }
    }

    /// Counts one; a problem with the time to wait when it was one too many.
    pub fn check(&self, key: &K) -> Result<()> {
        self.sweep();
        let wait = match self.buckets.check_key(key) {
            Ok(()) if self.buckets.len() <= BUCKETS => return Ok(()),
            Ok(()) => URGENT_SWEEP,
            Err(not_until) => not_until.wait_time_from(DefaultClock::default().now()),
        };
        // Never nought: whoever obeys is let in.
        let seconds = wait.as_secs() + 1;
        let detail = format!("{} too often; wait {seconds} s and try again.", self.detail);
        Err(Problem::too_many(detail, seconds))
    }

    fn sweep(&self) {
        let pause = if self.buckets.len() > BUCKETS { URGENT_SWEEP } else { SWEEP };
        let mut swept = self.swept.lock().unwrap_or_else(PoisonError::into_inner);
        if swept.elapsed() < pause {
            return;
        }
        *swept = Instant::now();
        drop(swept);
        self.buckets.retain_recent();
        self.buckets.shrink_to_fit();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_burst_passes_and_then_waits() {
        let limit = Limit::new(3, Duration::from_secs(90), "You try");
        for _ in 0..3 {
            limit.check(&"one").expect("within the burst");
        }
        let problem = limit.check(&"one").expect_err("too many");
        let wait = problem.retry_after.expect("a time");
        assert!((80..=91).contains(&wait), "{wait}");
        assert!(problem.detail.starts_with("You try too often; wait "), "{}", problem.detail);
        limit.check(&"other").expect("a bucket of its own");
    }

    #[test]
    fn full_buckets_are_let_go_of() {
        let limit = Limit::new(1000, Duration::from_nanos(1), "You ask");
        for key in 0..2000 {
            limit.check(&key).expect("within the burst");
        }
        *limit.swept.lock().expect("not poisoned") -= SWEEP;
        limit.check(&0).expect("within the burst");
        assert!(limit.buckets.len() <= 1, "{}", limit.buckets.len());
    }

    #[test]
    fn a_flood_of_keys_is_refused_and_bounded() {
        let limit = Limit::new(1, Duration::from_hours(1), "You ask");
        let passed = (0..BUCKETS + 500).filter(|key| limit.check(key).is_ok()).count();
        assert!(passed <= BUCKETS, "{passed}");
    }

    #[test]
    fn neighbours_in_ipv6_are_one_source() {
        let source = |text: &str| Source::from(Client(text.parse().expect("an address")));
        assert_eq!(source("2001:db8::1"), source("2001:db8::ffff:1"));
        assert_ne!(source("2001:db8::1"), source("2001:db8:0:1::1"));
        assert_ne!(source("192.0.2.1"), source("192.0.2.2"));
        assert_eq!(Mailbox::from("Ada@Example.org "), Mailbox::from("ada@example.org"));
    }
}
