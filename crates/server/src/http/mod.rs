//! What surrounds every request: ids, headers, guards, limits, errors as problem documents.
//!
//! Order, from the outside: request id and log (`finish`), where it comes from (`client`), guard
//! (`guard`), who asks (`caller`), repetitions (`idempotency`), entity tags (`etag`), then routes.

pub mod body;
pub mod client;
pub mod cookie;
pub mod etag;
pub mod finish;
pub mod guard;
pub mod headers;
pub mod idempotency;
pub mod listen;
pub mod page;
