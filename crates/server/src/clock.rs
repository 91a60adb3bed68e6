//! The wall clock, read in this one place of the server.

use std::time::{SystemTime, UNIX_EPOCH};

/// Microseconds since 1970, UTC. May jump: whatever must not, counts by itself.
pub fn now() -> i64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    i64::try_from(since.as_micros()).unwrap_or(i64::MAX)
}
