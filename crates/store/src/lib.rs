//! Persistence on SQLite and PostgreSQL: one SQL text where the dialects agree.
//!
//! Start at [`Store`]; each noun has a file with its type and the store's functions on it. Times
//! are arguments: nothing here reads a clock. What a person may see is decided by the account that
//! every query carries, so a wrong id of somebody else's is as unknown as any other.

mod account;
mod archive;
mod attempt;
mod backup;
mod copy;
mod db;
mod draft;
mod error;
mod event;
mod id;
mod idempotency;
mod identity;
mod invitation;
mod migrate;
mod note;
mod package;
mod progress;
mod queue;
mod reference;
mod session;
mod setting;
mod standing;
mod store;
mod token;

pub use account::{Account, AccountPage, NewAccount, Role};
pub use archive::{Counts, Imported, Limits};
pub use attempt::{
    Attempt, AttemptFilter, Level, NewAttempt, Order, Outcome, Points, Purpose, Source,
};
pub use backup::{Restored, restore};
pub use copy::{Copied, Progress, copy};
pub use db::Location;
pub use draft::{Draft, DraftEntry};
pub use error::{Error, Result};
pub use event::{Event, NewEvent};
pub use id::{AccountId, AttemptId, Id, InvitationId, JobId, PackageId, SessionId, TokenId};
pub use idempotency::Remembered;
pub use invitation::{Invitation, NewInvitation};
pub use note::Note;
pub use package::{NewPackage, Package};
pub use progress::{Finished, VerdictCount};
pub use queue::{Ended, Job, JobKind, MAX_TRIES, QueueCounts};
pub use reference::Reference;
pub use session::{NewSession, Session};
pub use standing::Standing;
pub use store::Store;
pub use token::{NewToken, Token};
