//! What surrounds every request: ids, headers, guards, limits, errors as problem documents.
//!
//! Order, from the outside: request id and log (`finish`), guard (`guard`), security headers,
//! entity tags (`etag`), then the routes.

pub mod body;
pub mod etag;
pub mod finish;
pub mod guard;
pub mod headers;
pub mod idempotency;
pub mod listen;
pub mod page;
