//! Sealed state: who can open it, and until when.

use std::time::{Duration, SystemTime};

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use ping_transport::{Error, ErrorKind, OpenError, SealKey, Secret};

const MINUTE: Duration = Duration::from_secs(60);

fn start() -> SystemTime {
    SystemTime::UNIX_EPOCH + Duration::from_secs(1_767_225_600)
}

fn key(byte: u8) -> SealKey {
    SealKey::new([byte; 32])
}

/// Of the user `jdoe`, for the purpose `step`, for a minute.
fn sealed<T: serde::Serialize>(state: &T) -> String {
    let until = start() + MINUTE;
    key(7).seal("step", "jdoe", until, state).unwrap()
}

fn open(sealed: &str) -> Result<Vec<u8>, OpenError> {
    key(7).open("step", "jdoe", start(), sealed)
}

#[test]
fn what_was_sealed_opens_for_its_user_until_it_expires() {
    let state = vec![1_u8, 2, 255];
    let sealed = sealed(&state);
    let open = |now| key(7).open::<Vec<u8>>("step", "jdoe", now, &sealed);
    assert_eq!(open(start()).as_ref(), Ok(&state));
    let last = start() + MINUTE - Duration::from_millis(1);
    assert_eq!(open(last), Ok(state), "as often as one likes");
    assert_eq!(open(start() + MINUTE), Err(OpenError::Expired));
}

#[test]
fn nobody_else_opens_it() {
    let sealed = sealed(&vec![1_u8]);
    let refused = |key: &SealKey, purpose: &str, user: &str| {
        let opened = key.open::<Vec<u8>>(purpose, user, start(), &sealed);
        opened.unwrap_err()
    };
    for user in ["jane", "", "JDOE"] {
        assert_eq!(refused(&key(7), "step", user), OpenError::AnotherUser);
    }
    assert_eq!(refused(&key(7), "other", "jdoe"), OpenError::AnotherPurpose);
    assert_eq!(refused(&key(8), "step", "jdoe"), OpenError::Altered);
}

#[test]
fn a_refusal_is_an_error_about_what_was_sealed() {
    for (refusal, words) in [
        (OpenError::Altered, "was changed"),
        (OpenError::AnotherUser, "another user"),
        (OpenError::AnotherPurpose, "another sequence"),
        (OpenError::Expired, "has expired"),
        (OpenError::AnotherVersion, "another version"),
    ] {
        assert!(refusal.to_string().contains(words), "{refusal}");
        let error = Error::from(refusal);
        assert_eq!(error.kind(), ErrorKind::InvalidInput);
        assert_eq!(error.field(), Some("sealed"));
        assert!(error.to_string().contains(words), "{error}");
    }
}

#[test]
fn every_change_is_noticed() {
    let sealed = sealed(&vec![1_u8]);
    let bytes = URL_SAFE_NO_PAD.decode(&sealed).unwrap();
    for index in 0..bytes.len() {
        let mut changed = bytes.clone();
        changed[index] ^= 1;
        let changed = URL_SAFE_NO_PAD.encode(changed);
        assert_eq!(open(&changed), Err(OpenError::Altered));
    }
    for length in [0, 1, 23, 24, 39, bytes.len() - 1] {
        let cut = URL_SAFE_NO_PAD.encode(&bytes[..length]);
        assert_eq!(open(&cut), Err(OpenError::Altered));
    }
    for text in ["", "not base64!", &format!("{sealed}=")] {
        assert_eq!(open(text), Err(OpenError::Altered));
    }
}

#[test]
fn the_text_shows_nothing_and_is_new_each_time() {
    let secret = "a-passcode-123456";
    let (first, second) = (sealed(&secret), sealed(&secret));
    assert_ne!(first, second);
    assert!(first.bytes().all(|b| b.is_ascii_alphanumeric() || b"-_".contains(&b)));
    let bytes = URL_SAFE_NO_PAD.decode(&first).unwrap();
    for text in ["a-passcode", "jdoe", "step"] {
        let shown = bytes.windows(text.len()).any(|part| part == text.as_bytes());
        assert!(!shown, "{text}");
    }
}

#[test]
fn state_of_another_shape_is_of_another_version() {
    assert_eq!(open(&sealed(&"a text")), Err(OpenError::AnotherVersion));
}

#[test]
fn a_key_is_32_bytes() {
    let text = Secret::from("BwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwc=");
    let same = SealKey::from_base64(&text).unwrap();
    let opened = same.open::<u8>("step", "jdoe", start(), &sealed(&7));
    assert_eq!(opened, Ok(7));
    for text in ["", "BwcH", "not base64"] {
        let error = SealKey::from_base64(&text.into()).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Configuration);
    }
}
