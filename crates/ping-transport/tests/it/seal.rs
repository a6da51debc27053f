//! Sealed state: who can open it, and until when.

use std::sync::Arc;
use std::time::Duration;

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use ping_transport::testing::{FakeTransport, ManualClock};
use ping_transport::{Client, ErrorKind, SealKey, Secret};

use crate::support::with_token;

const MINUTE: Duration = Duration::from_secs(60);

fn client() -> (Client, ManualClock) {
    let clock = ManualClock::fixed();
    let fake = Arc::new(FakeTransport::new([]));
    (with_token(fake, &clock).build().unwrap(), clock)
}

fn key(byte: u8) -> SealKey {
    SealKey::new([byte; 32])
}

fn refusal(client: &Client, key: &SealKey, kind: &str, user: &str, sealed: &str) -> String {
    let error = client
        .unseal::<Vec<u8>>(key, kind, user, sealed)
        .unwrap_err();
    assert_eq!(error.kind(), ErrorKind::InvalidInput);
    assert_eq!(error.field(), Some("sealed"));
    error.to_string()
}

#[test]
fn what_was_sealed_opens_for_its_user_until_it_expires() {
    let (client, clock) = client();
    let state = vec![1_u8, 2, 255];
    let sealed = client
        .seal(&key(7), "step", "jdoe", MINUTE, &state)
        .unwrap();
    let open = || client.unseal::<Vec<u8>>(&key(7), "step", "jdoe", &sealed);
    assert_eq!(open().unwrap(), state);
    clock.advance(MINUTE - Duration::from_millis(1));
    assert_eq!(open().unwrap(), state, "as often as one likes");
    clock.advance(Duration::from_millis(1));
    assert!(refusal(&client, &key(7), "step", "jdoe", &sealed).contains("expired"));
}

#[test]
fn nobody_else_opens_it() {
    let (client, _) = client();
    let sealed = client
        .seal(&key(7), "step", "jdoe", MINUTE, &vec![1_u8])
        .unwrap();
    let refused =
        |key: &SealKey, kind: &str, user: &str| refusal(&client, key, kind, user, &sealed);
    assert!(refused(&key(7), "step", "jane").contains("another user"));
    assert!(refused(&key(7), "step", "").contains("another user"));
    assert!(refused(&key(7), "step", "JDOE").contains("another user"));
    assert!(refused(&key(7), "other", "jdoe").contains("another sequence"));
    assert!(refused(&key(8), "step", "jdoe").contains("another key"));
}

#[test]
fn every_change_is_noticed() {
    let (client, _) = client();
    let sealed = client
        .seal(&key(7), "step", "jdoe", MINUTE, &vec![1_u8])
        .unwrap();
    let bytes = URL_SAFE_NO_PAD.decode(&sealed).unwrap();
    for index in 0..bytes.len() {
        let mut changed = bytes.clone();
        changed[index] ^= 1;
        let changed = URL_SAFE_NO_PAD.encode(changed);
        assert!(refusal(&client, &key(7), "step", "jdoe", &changed).contains("changed"));
    }
    for length in [0, 1, 23, 24, 39, bytes.len() - 1] {
        let cut = URL_SAFE_NO_PAD.encode(&bytes[..length]);
        assert!(refusal(&client, &key(7), "step", "jdoe", &cut).contains("changed"));
    }
    for text in ["", "not base64!", &format!("{sealed}=")] {
        assert!(refusal(&client, &key(7), "step", "jdoe", text).contains("changed"));
    }
}

#[test]
fn the_text_shows_nothing_and_is_new_each_time() {
    let (client, _) = client();
    let secret = "a-passcode-123456".to_owned();
    let seal = || {
        client
            .seal(&key(7), "step", "jdoe", MINUTE, &secret)
            .unwrap()
    };
    let (first, second) = (seal(), seal());
    assert_ne!(first, second);
    assert!(
        first
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || b"-_".contains(&b))
    );
    let bytes = URL_SAFE_NO_PAD.decode(&first).unwrap();
    for text in ["a-passcode", "jdoe", "step"] {
        let shown = bytes
            .windows(text.len())
            .any(|part| part == text.as_bytes());
        assert!(!shown, "{text}");
    }
}

#[test]
fn state_of_another_shape_is_of_another_version() {
    let (client, _) = client();
    let sealed = client
        .seal(&key(7), "step", "jdoe", MINUTE, &"a text")
        .unwrap();
    assert!(refusal(&client, &key(7), "step", "jdoe", &sealed).contains("another version"));
}

#[test]
fn a_key_is_32_bytes() {
    let (client, _) = client();
    let text = Secret::from("BwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwc=");
    let sealed = client.seal(&key(7), "step", "jdoe", MINUTE, &7).unwrap();
    let same = SealKey::from_base64(&text).unwrap();
    assert_eq!(
        client.unseal::<u8>(&same, "step", "jdoe", &sealed).unwrap(),
        7
    );
    for text in ["", "BwcH", "not base64"] {
        let error = SealKey::from_base64(&text.into()).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Configuration);
    }
}
