//! The virtual clock.

use std::time::{Duration, SystemTime};

use crate::timestamp::Timestamp;

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
                Timestamp::from_system(SystemTime::now())
                    .millis()
                    .saturating_add(ahead),
            ),
            Self::Frozen { at } => at,
        }
    }

    pub(crate) fn advance(&mut self, by: Duration) {
        self.set(self.now() + by);
    }

    pub(crate) fn set(&mut self, to: Timestamp) {
        match self {
            Self::Running { ahead } => {
                let real = Timestamp::from_system(SystemTime::now());
                *ahead = to.millis().saturating_sub(real.millis());
            }
            Self::Frozen { at } => *at = to,
        }
    }
}
