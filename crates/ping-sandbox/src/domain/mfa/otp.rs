//! Passcodes: what was sent and what came back.

use crate::{base::timestamp::Timestamp, domain::outbox::Channel};

/// A passcode that was sent and not yet used.
#[derive(Clone)]
pub(crate) struct Sent {
    pub(crate) otp: String,
    /// How it went out; `None` where it did not.
    pub(crate) by: Option<Channel>,
    pub(crate) expires_at: Timestamp,
    pub(crate) failures: u32,
}

/// How a passcode compares to what is expected.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Verdict {
    Right,
    Expired,
    /// So many attempts are left; with none, the right one is refused, too.
    Wrong(u32),
    /// It may be right; the next one will tell.
    OneMore,
}

impl Sent {
    /// Compares and counts, up to so many attempts.
    pub(crate) fn check(&mut self, otp: &str, attempts: u32, now: Timestamp) -> Verdict {
        if self.failures >= attempts {
            Verdict::Wrong(0)
        } else if now >= self.expires_at {
            Verdict::Expired
        } else if otp == self.otp {
            Verdict::Right
        } else {
            self.failures += 1;
            Verdict::Wrong(attempts - self.failures)
        }
    }
}
