//! Ids of stored things: UUIDs of version 7, so that their order is the order of creation.

use std::fmt;
use std::marker::PhantomData;

use uuid::Uuid;

/// The id of a `T`. An id of one thing does not pass for one of another.
pub struct Id<T> {
    uuid: Uuid,
    of: PhantomData<fn() -> T>,
}

macro_rules! ids {
    ($($name:ident $of:ident)*) => {$(
        #[derive(Debug)]
        pub enum $of {}
        pub type $name = Id<$of>;
    )*};
}

ids! {
    AccountId AccountMark AttemptId AttemptMark InvitationId InvitationMark JobId JobMark
    PackageId PackageMark SessionId SessionMark TokenId TokenMark
}

impl<T> Id<T> {
    pub fn fresh() -> Self {
        Self::from(Uuid::now_v7())
    }

    pub(crate) fn as_bytes(&self) -> &[u8; 16] {
        self.uuid.as_bytes()
    }

    /// `None` for a text that is no UUID.
    pub fn parse(text: &str) -> Option<Self> {
        Uuid::try_parse(text).ok().map(Self::from)
    }
}

impl<T> From<Uuid> for Id<T> {
    fn from(uuid: Uuid) -> Self {
        Self { uuid, of: PhantomData }
    }
}

impl<T> Clone for Id<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Id<T> {}

impl<T> PartialEq for Id<T> {
    fn eq(&self, other: &Self) -> bool {
        self.uuid == other.uuid
    }
}

impl<T> Eq for Id<T> {}

impl<T> std::hash::Hash for Id<T> {
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        self.uuid.hash(state);
    }
}

impl<T> fmt::Display for Id<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.uuid.fmt(f)
    }
}

impl<T> fmt::Debug for Id<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.uuid.fmt(f)
    }
}

impl<T> serde::Serialize for Id<T> {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.uuid.serialize(serializer)
    }
}

impl<'de, T> serde::Deserialize<'de> for Id<T> {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Uuid::deserialize(deserializer).map(Self::from)
    }
}
