//! How fast requests are sent.

use std::sync::{Mutex, PoisonError};
use std::time::Duration;

/// So many requests in so long.
///
/// ```
/// use ping_transport::Rate;
///
/// assert_eq!(Rate::per_minute(600).interval(), Rate::per_second(10).interval());
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rate {
    requests: u32,
    span: Duration,
}

impl Rate {
    /// So many in this span of time; 0 counts as 1.
    pub const fn new(requests: u32, span: Duration) -> Self {
        Self { requests: if requests == 0 { 1 } else { requests }, span }
    }

    /// So many in a second; 0 counts as 1.
    pub const fn per_second(requests: u32) -> Self {
        Self::new(requests, Duration::from_secs(1))
    }

    /// So many in a minute; 0 counts as 1.
    pub const fn per_minute(requests: u32) -> Self {
        Self::new(requests, Duration::from_secs(60))
    }

    /// How long it is from one request to the next.
    pub fn interval(self) -> Duration {
        self.span / self.requests
    }
}

/// Operations whose requests a license counts by themselves.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum RateGroup {
    /// The audit: ten in a second.
    Audit,
    /// Counts of identities and reports of devices: 600 in a minute.
    Analytics,
}

impl RateGroup {
    /// What the documentation says that a license allows.
    fn documented(self) -> Rate {
        match self {
            Self::Audit => Rate::per_second(10),
            Self::Analytics => Rate::per_minute(600),
        }
    }
}

/// Requests that are sent at even distances.
#[derive(Debug)]
pub(crate) struct Pace {
    interval: Duration,
    /// When the next one may be sent, on the monotonic clock.
    next: Mutex<Duration>,
}

impl Pace {
    pub(crate) fn new(rate: Rate) -> Self {
        Self { interval: rate.interval(), next: Mutex::default() }
    }

    /// Takes the next place, and says how far it is away; `None` where that is too far.
    fn place(&self, now: Duration, left: Duration) -> Option<Duration> {
        let mut next = self.next.lock().unwrap_or_else(PoisonError::into_inner);
        let wait = next.saturating_sub(now);
        if !wait.is_zero() && wait >= left {
            return None;
        }
        *next = (*next).max(now).saturating_add(self.interval);
        Some(wait)
    }
}

/// The rates of a client.
#[derive(Debug)]
pub(crate) struct Paces {
    /// Of all of its requests, where they have one.
    all: Option<Pace>,
    audit: Pace,
    analytics: Pace,
}

impl Paces {
    /// One for all, and those of the groups where they are not the documented ones; the last one
    /// counts.
    pub(crate) fn new(all: Option<Rate>, groups: &[(RateGroup, Rate)]) -> Self {
        let of = |group: RateGroup| {
            let set = groups.iter().rev().find(|(one, _)| *one == group);
            Pace::new(set.map_or_else(|| group.documented(), |(_, rate)| *rate))
        };
        Self {
            all: all.map(Pace::new),
            audit: of(RateGroup::Audit),
            analytics: of(RateGroup::Analytics),
        }
    }

    /// Takes the place of one more request, and says how long it has to wait for it; `None` where
    /// that is longer than the time that it has left.
    pub(crate) fn place(
        &self,
        group: Option<RateGroup>,
        now: Duration,
        left: Duration,
    ) -> Option<Duration> {
        let wait = match group {
            Some(RateGroup::Audit) => self.audit.place(now, left)?,
            Some(RateGroup::Analytics) => self.analytics.place(now, left)?,
            None => Duration::ZERO,
        };
        match &self.all {
            Some(all) => Some(wait.max(all.place(now, left)?)),
            None => Some(wait),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_at_even_distances_and_none_is_saved_up() {
        let pace = Pace::new(Rate::per_second(10));
        let (long, at) = (Duration::from_secs(60), Duration::from_millis);
        let waits = [0, 100, 200].map(|wait| Some(at(wait)));
        assert_eq!([(); 3].map(|()| pace.place(at(5), long)), waits);
        assert_eq!(pace.place(at(1000), long), Some(at(0)));
        assert_eq!(pace.place(at(1010), long), Some(at(90)));
        // Who cannot wait so long takes no place.
        assert_eq!(pace.place(at(1010), at(190)), None);
        assert_eq!(pace.place(at(1010), at(191)), Some(at(190)));
    }
}
