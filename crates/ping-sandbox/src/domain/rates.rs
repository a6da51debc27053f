//! How many requests a license allows.

use std::time::Duration;

use crate::base::timestamp::Timestamp;

/// What the documentation says of the audit: ten requests in a second.
const AUDIT: Rate = Rate { requests: 10, span: Duration::from_secs(1) };

/// So many requests in so long.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Rate {
    pub(crate) requests: u32,
    pub(crate) span: Duration,
}

/// The requests of a span of time, which the first one begins.
#[derive(Default)]
struct Window {
    until: Option<Timestamp>,
    taken: u32,
}

impl Window {
    /// Counts a request; when the next one is taken, where this is one too many.
    fn take(&mut self, rate: Rate, now: Timestamp) -> Result<(), Timestamp> {
        match self.until.filter(|until| now < *until) {
            Some(until) if self.taken >= rate.requests => Err(until),
            Some(_) => {
                self.taken += 1;
                Ok(())
            }
            None => {
                *self = Self { until: Some(now + rate.span), taken: 1 };
                Ok(())
            }
        }
    }
}

/// The requests of an organization; those of the audit are counted by themselves.
#[derive(Default)]
pub(crate) struct Rates {
    audit: Window,
    others: Window,
}

impl Rates {
    /// Counts a request to this path; when the next one is taken, where this is one too many.
    pub(crate) fn take(
        &mut self,
        rate: Rate,
        is_audit: bool,
        now: Timestamp,
    ) -> Result<(), Timestamp> {
        match is_audit {
            true => self.audit.take(AUDIT, now),
            false => self.others.take(rate, now),
        }
    }
}
