//! Passcodes: what was sent and what came back.

use crate::base::timestamp::Timestamp;

use crate::domain::mfa::policy;

/// A passcode that was sent and not yet used.
pub(crate) struct Sent {
    pub(crate) otp: String,
    pub(crate) expires_at: Timestamp,
    pub(crate) failures: u32,
}

/// How a passcode compares to the one that was sent.
pub(crate) enum Verdict {
    Right,
    Expired,
    /// So many attempts are left; with none, the right one is refused, too.
    Wrong(u32),
}

impl Sent {
    /// Compares and counts.
    pub(crate) fn check(&mut self, otp: &str, now: Timestamp) -> Verdict {
        if self.failures >= policy::FAILURE_COUNT {
            Verdict::Wrong(0)
        } else if now >= self.expires_at {
            Verdict::Expired
        } else if otp == self.otp {
            Verdict::Right
        } else {
            self.failures += 1;
            Verdict::Wrong(policy::FAILURE_COUNT - self.failures)
        }
    }
}
