//! The virtual clock.

use std::time::Duration;

use crate::base::timestamp::Timestamp;

/// The last moment that the clock can be set to: what begins then and lasts a year still has a date.
pub(crate) const LATEST: Timestamp = Timestamp::from_millis(253_370_764_799_999);

/// Where the sandbox's time comes from.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Time {
    mode: Mode,
    /// Stands for the system's clock: what happens at once happens at one time.
    system: Option<Timestamp>,
}

#[derive(Clone, Copy, Debug)]
enum Mode {
    /// The system's clock, this many milliseconds ahead.
    Running { ahead: i64 },
    /// Stands still until it is advanced or set.
    Frozen { at: Timestamp },
}

impl Time {
    /// Stands still at that time, or runs with the system's.
    pub(crate) fn new(frozen_at: Option<Timestamp>) -> Self {
        let running = Mode::Running { ahead: 0 };
        Self { mode: frozen_at.map_or(running, |at| Mode::Frozen { at }), system: None }
    }

    /// The time by the system's clock.
    pub(crate) fn system(self) -> Timestamp {
        self.system.unwrap_or_else(Timestamp::system)
    }

    /// Lets the system's clock stand at that time, or be looked at again.
    pub(crate) fn hold_system(&mut self, at: Option<Timestamp>) {
        self.system = at;
    }

    pub(crate) fn now(self) -> Timestamp {
        match self.mode {
            Mode::Running { ahead } => {
                Timestamp::from_millis(self.system().millis().saturating_add(ahead))
            }
            Mode::Frozen { at } => at,
        }
    }

    /// How long until then; a clock that stands still never gets there by itself.
    pub(crate) fn real_time_until(self, then: Timestamp) -> Option<Duration> {
        match self.mode {
            Mode::Running { .. } => Some(then.since(self.now())),
            Mode::Frozen { .. } => None,
        }
    }

    pub(crate) fn is_frozen(self) -> bool {
        matches!(self.mode, Mode::Frozen { .. })
    }

    /// Lets it stand still, or go on from where it is.
    pub(crate) fn freeze(&mut self, frozen: bool) {
        let now = self.now();
        self.mode = if frozen { Mode::Frozen { at: now } } else { Mode::Running { ahead: 0 } };
        self.set(now);
    }

    pub(crate) fn advance(&mut self, by: Duration) {
        self.set(self.now() + by);
    }

    /// Sets the clock, to the last moment at most.
    pub(crate) fn set(&mut self, to: Timestamp) {
        let to = to.min(LATEST);
        let system = self.system();
        match &mut self.mode {
            Mode::Running { ahead } => *ahead = to.millis().saturating_sub(system.millis()),
            Mode::Frozen { at } => *at = to,
        }
    }
}
