//! One-time passcodes of authenticator apps (RFC 6238).

use std::fmt;

use percent_encoding::{NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};
use totp_rs::{Algorithm, Builder, Secret, Totp};

use crate::base::timestamp::Timestamp;

/// Seconds that a passcode is shown for.
pub(crate) const STEP: u64 = 30;
/// How many steps a passcode may be early or late: the default of `passcodeGracePeriod`.
const GRACE: u64 = 5;
/// How many steps a used passcode has to be remembered for.
pub(crate) const STEPS_KEPT: u64 = GRACE + 1;

/// Why a key gives no passcode. Never shows the key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum TotpKeyError {
    /// The URI has no `secret`, or it is not `otpauth://totp/...`.
    Uri,
    /// The secret is not base32.
    Secret,
    /// The algorithm is none of SHA1, SHA256 and SHA512.
    Algorithm,
    /// `digits` is not a number from 6 to 8, or `period` not a positive number.
    Number,
}

impl fmt::Display for TotpKeyError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Uri => "the key is no otpauth://totp URI with a secret",
            Self::Secret => "the secret is not base32",
            Self::Algorithm => "the algorithm is none of SHA1, SHA256 and SHA512",
            Self::Number => "digits must be 6 to 8 and period a positive number of seconds",
        })
    }
}

impl std::error::Error for TotpKeyError {}

/// The passcode that an authenticator app shows at that time; `key` is a base32 secret or an
/// `otpauth://totp/...` URI.
pub(crate) fn code_at(key: &str, at: Timestamp) -> Result<String, TotpKeyError> {
    Ok(parse(key)?.generate(at.seconds()).to_string())
}

fn parse(key: &str) -> Result<Totp, TotpKeyError> {
    let mut secret = key.trim().to_owned();
    let mut builder = Builder::new().with_skew(0).with_step_duration(STEP);
    if let Some((scheme, rest)) = key.split_once("://") {
        let totp = rest.get(..5).is_some_and(|kind| kind.eq_ignore_ascii_case("totp/"));
        if !scheme.eq_ignore_ascii_case("otpauth") || !totp {
            return Err(TotpKeyError::Uri);
        }
        let (_, query) = rest.split_once('?').ok_or(TotpKeyError::Uri)?;
        let get = |name: &str| {
            query.split('&').find_map(|pair| {
                let (key, value) = pair.split_once('=')?;
                let value = percent_decode_str(value).decode_utf8().ok()?;
                key.eq_ignore_ascii_case(name).then(|| value.into_owned())
            })
        };
        secret = get("secret").ok_or(TotpKeyError::Uri)?;
        if let Some(name) = get("algorithm") {
            builder = builder.with_algorithm(match name.to_ascii_uppercase().as_str() {
                "SHA1" => Algorithm::SHA1,
                "SHA256" => Algorithm::SHA256,
                "SHA512" => Algorithm::SHA512,
                _ => return Err(TotpKeyError::Algorithm),
            });
        }
        if let Some(digits) = get("digits") {
            let digits = digits.parse().ok().filter(|digits| (6..=8).contains(digits));
            builder = builder.with_digits(digits.ok_or(TotpKeyError::Number)?);
        }
        if let Some(period) = get("period") {
            let period = period.parse().ok().filter(|period| *period > 0);
            builder = builder.with_step_duration(period.ok_or(TotpKeyError::Number)?);
        }
    }
    let secret = secret.trim_end_matches('=').to_ascii_uppercase();
    let secret = Secret::try_from_base32(secret).map_err(|_| TotpKeyError::Secret)?;
    // The secret's length is the issuer's affair.
    Ok(builder.with_secret(secret).build_noncompliant())
}

/// A secret as authenticator apps take it: base32 without padding.
pub(crate) fn base32(secret: &[u8]) -> String {
    Secret::new(secret.into()).to_base32()
}

/// What an authenticator app's QR code says.
pub(crate) fn key_uri(account: &str, secret: &str) -> String {
    let account = utf8_percent_encode(account, NON_ALPHANUMERIC);
    format!("otpauth://totp/{account}?secret={secret}")
}

/// The steps whose passcode this is, the present one first, then ever farther from it.
pub(crate) fn matching_steps(secret: &[u8], otp: &str, at: Timestamp) -> impl Iterator<Item = u64> {
    let totp = Builder::new()
        .with_skew(0)
        .with_step_duration(STEP)
        .with_secret(Secret::new(secret.into()))
        .build_noncompliant();
    let now = at.seconds() / STEP;
    (0..=GRACE)
        .flat_map(move |far| [now.checked_sub(far), Some(now + far).filter(|_| far > 0)])
        .flatten()
        .filter(move |step| totp.check(otp, step * STEP).is_some())
}

#[cfg(test)]
mod tests {
    use super::{base32, code_at, matching_steps};
    use crate::base::timestamp::Timestamp;

    const SECRET: &[u8] = b"12345678901234567890";

    fn at(seconds: i64) -> Timestamp {
        Timestamp::from_millis(seconds * 1000)
    }

    #[test]
    fn the_published_vectors_of_rfc_6238_hold() {
        let long = |seed: &[u8], length: usize| -> Vec<u8> {
            seed.iter().copied().cycle().take(length).collect()
        };
        let table = [
            ("SHA1", 20, 59, "94287082"),
            ("SHA256", 32, 59, "46119246"),
            ("SHA512", 64, 59, "90693936"),
            ("SHA1", 20, 1_111_111_109, "07081804"),
            ("SHA256", 32, 1_111_111_109, "68084774"),
            ("SHA512", 64, 1_111_111_109, "25091201"),
            ("SHA1", 20, 1_111_111_111, "14050471"),
            ("SHA256", 32, 1_111_111_111, "67062674"),
            ("SHA512", 64, 1_111_111_111, "99943326"),
            ("SHA1", 20, 1_234_567_890, "89005924"),
            ("SHA256", 32, 1_234_567_890, "91819424"),
            ("SHA512", 64, 1_234_567_890, "93441116"),
            ("SHA1", 20, 2_000_000_000, "69279037"),
            ("SHA256", 32, 2_000_000_000, "90698825"),
            ("SHA512", 64, 2_000_000_000, "38618901"),
            ("SHA1", 20, 20_000_000_000, "65353130"),
            ("SHA256", 32, 20_000_000_000, "77737706"),
            ("SHA512", 64, 20_000_000_000, "47863826"),
        ];
        for (algorithm, length, seconds, code) in table {
            let secret = base32(&long(SECRET, length));
            let uri = format!(
                "otpauth://totp/a:b?secret={secret}&algorithm={algorithm}&digits=8&period=30"
            );
            assert_eq!(code_at(&uri, at(seconds)).as_deref(), Ok(code), "{algorithm} {seconds}");
        }
    }

    #[test]
    fn five_steps_of_drift_are_taken_and_six_are_not() {
        let code = code_at(&base32(SECRET), at(300)).expect("a good key");
        let step = |seconds| matching_steps(SECRET, &code, at(seconds)).next();
        for seconds in [150, 179, 300, 329, 479] {
            assert_eq!(step(seconds), Some(10), "{seconds}");
        }
        for seconds in [149, 480] {
            assert_eq!(step(seconds), None, "{seconds}");
        }
    }

    #[test]
    fn a_bad_key_is_an_error_that_says_why() {
        for key in [
            "otpauth://hotp/a?secret=GEZDGNBV",
            "otpauth://totp/a",
            "otpauth://totp/a?secret=GEZDGNBV&digits=9",
            "otpauth://totp/a?secret=GEZDGNBV&period=0",
            "otpauth://totp/a?secret=GEZDGNBV&algorithm=MD5",
            "not base32!",
        ] {
            assert!(code_at(key, at(0)).is_err(), "{key}");
        }
    }
}
