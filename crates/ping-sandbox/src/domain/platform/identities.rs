//! How many users an environment had on which day.

use std::{collections::BTreeMap, time::Duration};

use crate::base::timestamp::Timestamp;

/// A day.
pub(crate) const DAY: Duration = Duration::from_secs(24 * 60 * 60);

/// So many days are remembered.
const REMEMBERED: usize = 3660;

/// The number of users at the end of each day, where it differs from that of the day before.
pub(crate) struct Identities {
    by_day: BTreeMap<u64, usize>,
    /// When it was looked at last.
    seen: Timestamp,
}

fn day(at: Timestamp) -> u64 {
    at.seconds() / DAY.as_secs()
}

impl Identities {
    pub(crate) fn new(now: Timestamp) -> Self {
        Self { by_day: BTreeMap::new(), seen: now }
    }

    /// There are so many, and have been since the last time.
    pub(crate) fn settle(&mut self, count: usize, now: Timestamp) {
        let last = day(self.seen);
        if day(now) != last {
            if self.on(last) != count {
                self.by_day.insert(last, count);
            }
            while self.by_day.len() > REMEMBERED {
                self.by_day.pop_first();
            }
        }
        self.seen = now;
    }

    fn on(&self, day: u64) -> usize {
        self.by_day.range(..=day).next_back().map_or(0, |(_, count)| *count)
    }

    /// How many there were at the end of the day of that time; `count` are there now.
    pub(crate) fn at(&self, then: Timestamp, count: usize) -> usize {
        if day(then) >= day(self.seen) { count } else { self.on(day(then)) }
    }
}
