//! When a failed request is sent again, and after which wait.

use std::sync::atomic::{AtomicU32, Ordering::Relaxed};
use std::time::{Duration, SystemTime};

use http::{HeaderMap, StatusCode, header::RETRY_AFTER};

use crate::seam::TransportErrorKind;

/// How failed requests are repeated.
///
/// Only what is safe to repeat, or what was certainly not processed (no connection, 429), is sent
/// again. Waits grow with full jitter; the service's `Retry-After` is a lower bound, behind which
/// there is jitter of up to a quarter of it. The deadline of the call is never exceeded.
///
/// A 429 of a limit that no wait lifts, such as a user's number of devices, is not repeated: one
/// with `LIMIT_EXCEEDED` or `QUOTA_EXCEEDED` that does not say when another try may succeed.
///
/// ```
/// use std::time::Duration;
/// use ping_transport::RetryPolicy;
///
/// let patient = RetryPolicy::default().max_attempts(6).backoff(Duration::from_millis(500), Duration::from_secs(30));
/// let never = RetryPolicy::never();
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RetryPolicy {
    max_attempts: u32,
    base: Duration,
    cap: Duration,
}

impl Default for RetryPolicy {
    /// Four attempts; waits of up to 0.2, 0.4, 0.8 s.
    fn default() -> Self {
        Self { max_attempts: 4, base: Duration::from_millis(200), cap: Duration::from_secs(10) }
    }
}

impl RetryPolicy {
    /// Sends once.
    pub fn never() -> Self {
        Self::default().max_attempts(1)
    }

    /// For what was just created: as often as there is time, after waits of up to 1, 2, 4 s.
    pub(crate) fn settling() -> Self {
        let (base, cap) = (Duration::from_secs(1), Duration::from_secs(4));
        Self { max_attempts: u32::MAX, base, cap }
    }

    /// How often a request is sent at most; 0 counts as 1.
    #[must_use]
    pub fn max_attempts(mut self, attempts: u32) -> Self {
        self.max_attempts = attempts.max(1);
        self
    }

    /// The first wait's upper bound, which doubles with each attempt, and the largest one.
    #[must_use]
    pub fn backoff(mut self, base: Duration, cap: Duration) -> Self {
        self.base = base;
        self.cap = cap;
        self
    }

    /// The wait before the attempt after `attempt`, or `None` to give up: because there were enough
    /// of them, or because the time that remains would be over.
    ///
    /// What the service asks for is never cut short; the jitter behind it keeps clients that were
    /// told the same apart, and leaves time for the attempt.
    pub(crate) fn wait(
        &self,
        attempt: u32,
        retry_after: Option<Duration>,
        remaining: Duration,
        random: u64,
    ) -> Option<Duration> {
        if attempt >= self.max_attempts {
            return None;
        }
        let least = retry_after.unwrap_or_default();
        let mut bound = self.base.saturating_mul(1 << (attempt - 1).min(16));
        bound = bound.min(self.cap);
        if !least.is_zero() {
            bound = bound.max(least / 4);
            bound = bound.min(remaining.saturating_sub(least) / 2);
        }
        let bound = u64::try_from(bound.as_millis()).unwrap_or(u64::MAX);
        let jitter = match bound.checked_add(1) {
            Some(values) => random % values,
            None => random,
        };
        let wait = least.saturating_add(Duration::from_millis(jitter));
        (wait < remaining).then_some(wait)
    }
}

/// How an attempt failed, as far as repeating it is concerned.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Failure {
    /// The service has certainly not processed the request.
    NotProcessed,
    /// It may have.
    MaybeProcessed,
    /// Another attempt would fail alike.
    Final,
}

impl Failure {
    pub(crate) fn of_transport(kind: TransportErrorKind) -> Self {
        match kind {
            TransportErrorKind::Connect | TransportErrorKind::NotSent => Self::NotProcessed,
            TransportErrorKind::Interrupted
            | TransportErrorKind::Body
            | TransportErrorKind::Timeout => Self::MaybeProcessed,
            TransportErrorKind::Configuration => Self::Final,
        }
    }

    pub(crate) fn of_status(status: StatusCode) -> Option<Self> {
        if status.is_success() {
            return None;
        }
        Some(match status.as_u16() {
            429 => Self::NotProcessed,
            408 | 500 | 502 | 503 | 504 => Self::MaybeProcessed,
            _ => Self::Final,
        })
    }

    pub(crate) fn allows_retry(self, repeatable: bool) -> bool {
        match self {
            Self::NotProcessed => true,
            Self::MaybeProcessed => repeatable,
            Self::Final => false,
        }
    }
}

/// `Retry-After` in seconds or as a date.
pub(crate) fn retry_after(
    headers: &HeaderMap,
    now: impl FnOnce() -> SystemTime,
) -> Option<Duration> {
    let text = headers.get(RETRY_AFTER)?.to_str().ok()?.trim();
    if !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit()) {
        // What no number can hold is very long.
        return Some(Duration::from_secs(text.parse().unwrap_or(u64::MAX)));
    }
    let date = httpdate::parse_http_date(text).ok()?;
    Some(date.duration_since(now()).unwrap_or_default())
}

/// A budget of retries, shared by all calls of a client, so that an outage is not amplified: each
/// retry costs, timeouts cost double, successes slowly pay back.
#[derive(Debug)]
pub(crate) struct Budget(AtomicU32);

impl Budget {
    const FULL: u32 = 500;
    const COST: u32 = 5;

    pub(crate) fn new() -> Self {
        Self(AtomicU32::new(Self::FULL))
    }

    /// Takes the cost of one retry; false when it cannot be paid.
    pub(crate) fn take(&self, timeout: bool) -> bool {
        let cost = if timeout { 2 * Self::COST } else { Self::COST };
        let paid = |tokens: u32| tokens.checked_sub(cost);
        self.0.fetch_update(Relaxed, Relaxed, paid).is_ok()
    }

    pub(crate) fn succeed(&self) {
        // Mostly it is full: then nothing is written that others read.
        let paid_back = |tokens| (tokens < Self::FULL).then_some(tokens + 1);
        let _ = self.0.fetch_update(Relaxed, Relaxed, paid_back);
    }
}
