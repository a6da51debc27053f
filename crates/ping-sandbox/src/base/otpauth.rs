//! Keys as authenticator apps take them: base32, and `otpauth` URIs.

use std::fmt;

use percent_encoding::{NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};
use totp_rs::Secret;

use crate::base::{
    oath::{Hash, Mechanism, Oath},
    timestamp::Timestamp,
};

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
    let oath = parse(key)?;
    Ok(oath.code(oath.present(at)))
}

fn parse(uri: &str) -> Result<Oath, TotpKeyError> {
    let Some((scheme, rest)) = uri.split_once("://") else {
        return Ok(Oath::app(key(uri).ok_or(TotpKeyError::Secret)?));
    };
    let totp = rest.get(..5).is_some_and(|kind| kind.eq_ignore_ascii_case("totp/"));
    if !scheme.trim_start().eq_ignore_ascii_case("otpauth") || !totp {
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
    let secret = key(&get("secret").ok_or(TotpKeyError::Uri)?).ok_or(TotpKeyError::Secret)?;
    let hash = match get("algorithm").map(|name| name.to_ascii_uppercase()).as_deref() {
        None | Some("SHA1") => Hash::Sha1,
        Some("SHA256") => Hash::Sha256,
        Some("SHA512") => Hash::Sha512,
        Some(_) => return Err(TotpKeyError::Algorithm),
    };
    let digits = get("digits").map_or(Ok(6), |digits| digits.parse());
    let digits = digits.ok().filter(|digits| (6..=8).contains(digits));
    let step = get("period").map_or(Ok(30), |period| period.parse());
    let step = step.ok().filter(|step| *step > 0);
    let (Some(digits), Some(step)) = (digits, step) else {
        return Err(TotpKeyError::Number);
    };
    Ok(Oath::new(secret, digits, Mechanism::Clock(step)).hashed_with(hash))
}

/// A base32 key; blanks and padding do not count.
pub(crate) fn key(text: &str) -> Option<Vec<u8>> {
    let text: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    let text = text.trim_end_matches('=').to_ascii_uppercase();
    let secret = Secret::try_from_base32(text).ok()?;
    Some(secret.as_ref().to_vec()).filter(|secret| !secret.is_empty())
}

/// A secret as authenticator apps take it: base32 without padding.
pub(crate) fn base32(secret: &[u8]) -> String {
    Secret::new(secret.into()).to_base32()
}

/// What an authenticator app's QR code says, with further parameters such as the issuer.
pub(crate) fn key_uri<'a>(
    account: &str,
    secret: &str,
    parameters: impl Iterator<Item = (&'a str, &'a str)>,
) -> String {
    let written = |text| utf8_percent_encode(text, NON_ALPHANUMERIC);
    let mut uri = format!("otpauth://totp/{}?secret={secret}", written(account));
    for (name, value) in parameters {
        uri.push_str(&format!("&{}={}", written(name), written(value)));
    }
    uri
}

#[cfg(test)]
mod tests {
    use super::{base32, code_at, key, key_uri};
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
    fn keys_are_base32_in_several_spellings() {
        assert_eq!(key("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ").unwrap(), SECRET);
        assert_eq!(key("gezd gnbv gy3t qojq gezd gnbv gy3t qojq").unwrap(), SECRET);
        assert_eq!(key("GE======").unwrap(), b"1");
        // The lengths of the documented example.
        assert!(key("AAAAAAAAAAAAAAAAAAAAAAAAAAA").is_some());
        assert!(key("EEEEEEEEEEEEEEEEEEEEEEEEEE").is_some());
        for text in ["", "189", "not base32!"] {
            assert_eq!(key(text), None, "{text}");
        }
    }

    #[test]
    fn a_uri_has_further_parameters_and_is_read_back() {
        let parameters = [("issuer", "A & B")].into_iter();
        let uri = key_uri("joe@example.com", &base32(SECRET), parameters);
        assert!(uri.starts_with("otpauth://totp/joe%40example%2Ecom?secret="), "{uri}");
        assert!(uri.ends_with("&issuer=A%20%26%20B"), "{uri}");
        assert_eq!(code_at(&uri, at(59)), code_at(&base32(SECRET), at(59)));
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
