// A queue of allowed times per client.
use std::collections::{HashMap, VecDeque};

pub struct RateLimiter {
    limit: usize,
    window: i64,
    queues: HashMap<String, VecDeque<i64>>,
}

impl RateLimiter {
    pub fn new(limit: i64, window: i64) -> Self {
        RateLimiter { limit: limit as usize, window, queues: HashMap::new() }
    }

    pub fn allow(&mut self, client: String, time: i64) -> bool {
        let limit = self.limit;
        let queue = self.current(client, time);
        if queue.len() >= limit {
            return false;
        }
        queue.push_back(time);
        true
    }

    pub fn retry_after(&mut self, client: String, time: i64) -> i64 {
        let (limit, window) = (self.limit, self.window);
        let queue = self.current(client, time);
        match queue.front() {
            Some(oldest) if queue.len() >= limit => oldest + window - time,
            _ => 0,
        }
    }

    pub fn forget(&mut self, client: String) {
        self.queues.remove(&client);
    }

    fn current(&mut self, client: String, time: i64) -> &mut VecDeque<i64> {
        let window = self.window;
        let queue = self.queues.entry(client).or_default();
        while queue.front().map_or(false, |oldest| *oldest <= time - window) {
            queue.pop_front();
        }
        queue
    }
}
