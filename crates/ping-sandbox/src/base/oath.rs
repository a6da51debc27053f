//! One-time passcodes by counting (RFC 4226) and by time (RFC 6238), and resynchronization.

use std::fmt;

use totp_rs::{Algorithm, Builder, Secret};

use crate::base::timestamp::Timestamp;

/// How many passcodes ahead a counting token may be when it is used.
const LOOK_AHEAD: u64 = 10;
/// How many steps the clock of a token may be off when it is used.
const CLOCK_SLACK: u64 = 2;
/// How far a token is looked for when it is resynchronized.
const RESYNC_WINDOW: u64 = 100;

/// What drives a token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Mechanism {
    Counter,
    /// A clock with steps of so many seconds.
    Clock(u64),
}

impl Mechanism {
    /// What authenticator apps go by.
    pub(crate) const APP: Self = Self::Clock(30);

    /// `HOTP` or `TOTP`.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Counter => "HOTP",
            Self::Clock(_) => "TOTP",
        }
    }
}

/// What passcodes are hashed with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Hash {
    Sha1,
    Sha256,
    Sha512,
}

/// A key that makes passcodes, and what the service knows about the token that has it.
#[derive(Clone)]
pub(crate) struct Oath {
    secret: Vec<u8>,
    digits: u8,
    hash: Hash,
    pub(crate) mechanism: Mechanism,
    /// The first moment whose passcode has not been used: a counter, or a step of the clock.
    pub(super) next: u64,
    /// How many steps the token's clock was ahead when it was resynchronized.
    drift: i64,
}

impl fmt::Debug for Oath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Oath").field("mechanism", &self.mechanism).finish_non_exhaustive()
    }
}

impl Oath {
    pub(crate) fn new(secret: Vec<u8>, digits: u8, mechanism: Mechanism) -> Self {
        Self { secret, digits, hash: Hash::Sha1, mechanism, next: 0, drift: 0 }
    }

    /// What authenticator apps do: six digits, a new passcode every 30 seconds.
    pub(crate) fn app(secret: Vec<u8>) -> Self {
        Self::new(secret, 6, Mechanism::APP)
    }

    pub(crate) fn hashed_with(self, hash: Hash) -> Self {
        Self { hash, ..self }
    }

    /// A counter that does not begin at zero.
    pub(crate) fn starting_at(self, counter: u64) -> Self {
        Self { next: counter, ..self }
    }

    pub(crate) fn drift(&self) -> i64 {
        self.drift
    }

    pub(crate) fn secret(&self) -> &[u8] {
        &self.secret
    }

    /// The passcode of a moment.
    pub(crate) fn code(&self, moment: u64) -> String {
        Builder::new()
            .with_skew(0)
            // A step of one second makes the time a counter.
            .with_step_duration(1)
            .with_algorithm(match self.hash {
                Hash::Sha1 => Algorithm::SHA1,
                Hash::Sha256 => Algorithm::SHA256,
                Hash::Sha512 => Algorithm::SHA512,
            })
            .with_digits(self.digits)
            .with_secret(Secret::new(self.secret.as_slice().into()))
            // The secret's length is the issuer's affair.
            .build_noncompliant()
            .generate(moment)
            .to_string()
    }

    /// The moment that a token in step is at.
    pub(crate) fn present(&self, now: Timestamp) -> u64 {
        match self.mechanism {
            Mechanism::Counter => self.next,
            Mechanism::Clock(step) => (now.seconds() / step).saturating_add_signed(self.drift),
        }
    }

    /// The moments within `window` whose passcode this is, and which have not been used.
    fn find(&self, otp: &str, window: u64, now: Timestamp) -> Vec<u64> {
        let present = self.present(now);
        let first = present.saturating_sub(window).max(self.next);
        (first..=present.saturating_add(window))
            .filter(|moment| self.code(*moment) == otp)
            .collect()
    }

    /// Whether it is a passcode of the token; each is good once.
    pub(crate) fn check(&mut self, otp: &str, now: Timestamp) -> bool {
        let window = match self.mechanism {
            Mechanism::Counter => LOOK_AHEAD,
            Mechanism::Clock(_) => CLOCK_SLACK,
        };
        self.check_within(window, otp, now)
    }

    /// As [`Oath::check`], for a token that may be off by so many passcodes.
    pub(crate) fn check_within(&mut self, window: u64, otp: &str, now: Timestamp) -> bool {
        let found = self.find(otp, window, now).first().copied();
        if let Some(moment) = found {
            self.next = moment + 1;
        }
        found.is_some()
    }

    /// The moments at which the token may be, by one passcode. One alone may be a coincidence.
    pub(crate) fn locate(&self, otp: &str, now: Timestamp) -> Vec<u64> {
        self.find(otp, RESYNC_WINDOW, now)
    }

    /// Whether the passcode follows on one of the moments: then the token is in step again.
    pub(crate) fn resync(&mut self, located: &[u64], otp: &str, now: Timestamp) -> bool {
        let follows = |moment: &&u64| self.code(**moment + 1) == otp;
        let found = located.iter().find(follows).map(|moment| moment + 1);
        if let Some(moment) = found {
            self.next = moment + 1;
            if let Mechanism::Clock(step) = self.mechanism {
                let clock = i64::try_from(now.seconds() / step).unwrap_or(i64::MAX);
                self.drift = i64::try_from(moment).unwrap_or(i64::MAX) - clock;
            }
        }
        found.is_some()
    }
}

#[cfg(test)]
mod tests {
    use super::{Mechanism, Oath};
    use crate::base::timestamp::Timestamp;

    const SECRET: &[u8] = b"12345678901234567890";

    fn at(seconds: i64) -> Timestamp {
        Timestamp::from_millis(seconds * 1000)
    }

    fn counter() -> Oath {
        Oath::new(SECRET.to_vec(), 6, Mechanism::Counter)
    }

    fn clock() -> Oath {
        Oath::new(SECRET.to_vec(), 8, Mechanism::Clock(30))
    }

    #[test]
    fn the_published_vectors_of_rfc_4226_hold() {
        let codes = [
            "755224", "287082", "359152", "969429", "338314", "254676", "287922", "162583",
            "399871", "520489",
        ];
        for (moment, code) in (0..).zip(codes) {
            assert_eq!(counter().code(moment), code, "{moment}");
        }
    }

    #[test]
    fn the_published_vectors_of_rfc_6238_hold() {
        for (seconds, code) in [
            (59, "94287082"),
            (1_111_111_109, "07081804"),
            (1_111_111_111, "14050471"),
            (1_234_567_890, "89005924"),
            (2_000_000_000, "69279037"),
            (20_000_000_000, "65353130"),
        ] {
            let token = clock();
            assert_eq!(token.code(token.present(at(seconds))), code, "{seconds}");
        }
    }

    #[test]
    fn a_passcode_is_good_once_and_within_the_window() {
        let mut token = counter();
        assert!(token.check("359152", at(0)), "two ahead");
        assert!(!token.check("359152", at(0)), "used");
        assert!(!token.check("755224", at(0)), "before it");
        assert!(token.check(&token.code(13), at(0)));
        assert!(!token.check(&token.code(25), at(0)), "eleven ahead");

        let mut token = clock();
        let now = at(3_000_000);
        let present = token.present(now);
        assert!(!token.check(&token.code(present - 3), now));
        assert!(!token.check(&token.code(present + 3), now));
        assert!(token.check(&token.code(present + 2), now));
        assert!(!token.check(&token.code(present + 2), now), "used");
        assert!(!token.check(&token.code(present + 1), now), "before it");
        assert!(token.check_within(5, &token.code(present + 5), now));
        assert_eq!(token.present(now), present, "one that is early moves nothing");
    }

    #[test]
    fn two_passcodes_in_a_row_bring_a_token_into_step() {
        let mut token = counter();
        let located = token.locate(&token.code(100), at(0));
        assert_eq!(located, [100]);
        assert!(!token.resync(&located, &token.code(102), at(0)), "not in a row");
        assert!(token.resync(&located, &token.code(101), at(0)));
        assert!(token.check(&token.code(102), at(0)));
        let far = counter();
        assert!(far.locate(&far.code(101), at(0)).is_empty(), "beyond the window");

        let mut token = clock();
        let now = at(3_000_000);
        let off = token.present(now) - 90;
        let located = token.locate(&token.code(off), now);
        assert!(token.resync(&located, &token.code(off + 1), now));
        assert_eq!(token.present(at(3_000_030)), off + 2);
    }
}
