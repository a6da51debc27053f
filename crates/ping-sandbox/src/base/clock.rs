//! The virtual clock.

use std::time::{Duration, SystemTime};

use crate::base::timestamp::Timestamp;

/// The last moment that the clock can be set to: what begins then and lasts a year still has a date.
pub(crate) const LATEST: Timestamp = Timestamp::from_millis(253_370_764_799_999);

/// Where the sandbox's time comes from.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Time {
    /// The system's clock, this many milliseconds ahead.
    Running { ahead: i64 },
    /// Stands still until it is advanced or set.
    Frozen { at: Timestamp },
}

impl Time {
    pub(crate) fn now(self) -> Timestamp {
        match self {
            Self::Running { ahead } => Timestamp::from_millis(
                Timestamp::from_system(SystemTime::now()).millis().saturating_add(ahead),
            ),
            Self::Frozen { at } => at,
        }
    }

    /// How long until then; a clock that stands still never gets there by itself.
    pub(crate) fn real_time_until(self, then: Timestamp) -> Option<Duration> {
        match self {
            Self::Running { .. } => Some(then.since(self.now())),
            Self::Frozen { .. } => None,
        }
    }

    pub(crate) fn is_frozen(self) -> bool {
        matches!(self, Self::Frozen { .. })
    }

    /// Lets it stand still, or go on from where it is.
    pub(crate) fn freeze(&mut self, frozen: bool) {
        let now = self.now();
        *self = if frozen { Self::Frozen { at: now } } else { Self::Running { ahead: 0 } };
        self.set(now);
    }

    pub(crate) fn advance(&mut self, by: Duration) {
        self.set(self.now() + by);
    }

    /// Sets the clock, to the last moment at most.
    pub(crate) fn set(&mut self, to: Timestamp) {
        let to = to.min(LATEST);
        match self {
            Self::Running { ahead } => {
                let real = Timestamp::from_system(SystemTime::now());
                *ahead = to.millis().saturating_sub(real.millis());
            }
            Self::Frozen { at } => *at = to,
        }
    }
}
