//! Tells listeners of this process that a stream has something new. Carries no data: whoever is
//! woken reads the store, which is the only truth, and so nothing is lost or doubled.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use tokio::sync::watch;

/// Wakes those who follow a stream, by its name. Clones share everything.
#[derive(Clone, Debug, Default)]
pub struct Hub {
    streams: Arc<Mutex<HashMap<String, watch::Sender<()>>>>,
}

/// Follows one stream. Forgotten by the hub when the last follower is dropped.
#[derive(Debug)]
pub struct Follower {
    receiver: Option<watch::Receiver<()>>,
    name: String,
    hub: Hub,
}

impl Hub {
    pub fn follow(&self, name: &str) -> Follower {
        let mut streams = self.streams.lock().unwrap_or_else(PoisonError::into_inner);
        let sender = streams.entry(name.to_owned()).or_insert_with(|| watch::Sender::new(()));
        Follower { receiver: Some(sender.subscribe()), name: name.to_owned(), hub: self.clone() }
    }

    pub fn announce(&self, name: &str) {
        let streams = self.streams.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(sender) = streams.get(name) {
            sender.send_replace(());
        }
    }

    /// Wakes everybody, as when the server stops.
    pub fn announce_all(&self) {
        let streams = self.streams.lock().unwrap_or_else(PoisonError::into_inner);
        streams.values().for_each(|sender| {
            sender.send_replace(());
        });
    }

    #[cfg(test)]
    fn len(&self) -> usize {
        self.streams.lock().unwrap_or_else(PoisonError::into_inner).len()
    }
}

impl Follower {
    /// Until there is news since the last call, or since `follow`.
    pub async fn changed(&mut self) {
        if let Some(receiver) = &mut self.receiver {
            // The sender lives in the hub as long as this follower does.
            let _closed = receiver.changed().await;
        }
    }
}

impl Drop for Follower {
    fn drop(&mut self) {
        self.receiver = None;
        let mut streams = self.hub.streams.lock().unwrap_or_else(PoisonError::into_inner);
        if streams.get(&self.name).is_some_and(|sender| sender.receiver_count() == 0) {
            streams.remove(&self.name);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn news_between_two_looks_is_not_missed_and_nobody_is_remembered() {
        let hub = Hub::default();
        let mut follower = hub.follow("a");
        hub.announce("a");
        hub.announce("b");
        follower.changed().await;
        assert_eq!(hub.len(), 1);
        drop(follower);
        assert_eq!(hub.len(), 0);
    }
}
