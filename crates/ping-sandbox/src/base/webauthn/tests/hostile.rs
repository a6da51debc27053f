//! Input made to break something: it is refused, and nothing else happens.

use base64::{Engine as _, engine::general_purpose::STANDARD};
use serde_json::{Value, json};

use crate::base::webauthn::tests::{Vector, hex};

/// Hands in an attestation object that is fit for the challenge otherwise.
fn refused(vector: &Vector, object: &[u8]) {
    let mut made = vector.made();
    made["response"]["attestationObject"] = STANDARD.encode(object).into();
    assert!(vector.register(&made).is_err(), "{object:02x?}");
}

fn object_of(vector: &Vector) -> Vec<u8> {
    hex(&vector.0["registration"]["attestationObject"])
}

#[test]
fn objects_cut_anywhere() {
    for name in ["none-es256", "packed-self-es256", "fido-u2f-es256", "tpm-es256"] {
        let vector = Vector::named(name);
        let object = object_of(&vector);
        for length in 0..object.len() {
            refused(&vector, &object[..length]);
        }
    }
}

#[test]
fn objects_with_any_byte_replaced_do_no_harm() {
    for name in ["none-es256", "fido-u2f-es256"] {
        let vector = Vector::named(name);
        let object = object_of(&vector);
        for place in 0..object.len() {
            for byte in [0x9f, 0xff] {
                let mut object = object.clone();
                object[place] = byte;
                let mut made = vector.made();
                made["response"]["attestationObject"] = STANDARD.encode(object).into();
                // Some bytes are nobody's business; what counts is that there is an answer.
                let _ = vector.register(&made);
            }
        }
    }
}

#[test]
fn cbor_of_wrong_types_and_of_sizes_that_are_not_there() {
    let vector = Vector::named("none-es256");
    let huge = [0xff; 8];
    let deep = vec![0x81; 100_000];
    let tags = vec![0xc1; 100_000];
    let open = vec![0x9f; 100_000];
    for object in [
        &[0xf6][..],
        &[0x80],
        &[0xa0],
        &[0x01],
        b"\xa3cfmt\x01gattStmt\xa0hauthData\x40",
        b"\xa3cfmtdnonegattStmt\xa0hauthData\x01",
        b"\xa3cfmtdnonegattStmt\xa0hauthData\x40",
        b"\xa3cfmtfpackedgattStmt\x01hauthData\x40",
        b"\xa3cfmtdsomegattStmt\xa0hauthData\x40",
        &[&[0x9b][..], &huge].concat(),
        &[&[0xbb][..], &huge].concat(),
        &[&[0x5b][..], &huge].concat(),
        &[&[0x7b][..], &huge].concat(),
        &deep,
        &tags,
        &open,
    ] {
        refused(&vector, object);
    }
}

/// An object of `none` around a key, with the vector's own ids.
fn with_key(vector: &Vector, key: &[u8]) -> Vec<u8> {
    let object = object_of(vector);
    let data = object.windows(8).position(|bytes| bytes == b"authData").unwrap();
    // Behind the length: hash, flags, counter, AAGUID, length of the id, id.
    let head = &object[data + 10..data + 10 + 32 + 1 + 4 + 16 + 2 + 32];
    let length = u16::try_from(head.len() + key.len()).unwrap().to_be_bytes();
    let prefix = b"\xa3cfmtdnonegattStmt\xa0hauthData\x59";
    [&prefix[..], &length, head, key].concat()
}

/// A COSE key; each member's value is written already.
fn cose(members: &[(u8, &[u8])]) -> Vec<u8> {
    let mut key = vec![0xa0 + u8::try_from(members.len()).unwrap()];
    for (name, value) in members {
        key.push(*name);
        key.extend_from_slice(value);
    }
    key
}

fn cose_bytes(bytes: &[u8]) -> Vec<u8> {
    let length = u16::try_from(bytes.len()).unwrap().to_be_bytes();
    [&[0x59][..], &length, bytes].concat()
}

#[test]
fn keys_that_are_none() {
    let vector = Vector::named("none-es256");
    let bytes = |length: usize, byte: u8| cose_bytes(&vec![byte; length]);
    // 1: type, 3: algorithm, 0x20 and so on: -1, -2, -3.
    let curve =
        |x: &[u8], y: &[u8]| cose(&[(1, &[2]), (3, &[0x26]), (0x20, &[1]), (0x21, x), (0x22, y)]);
    let rs256: &[u8] = &[0x39, 0x01, 0x00];
    let rsa = |n: &[u8], e: &[u8]| cose(&[(1, &[3]), (3, rs256), (0x20, n), (0x21, e)]);
    let ps256 =
        cose(&[(1, &[3]), (3, &[0x38, 0x24]), (0x20, &bytes(256, 0xff)), (0x21, &bytes(3, 1))]);
    for key in [
        vec![],
        vec![0xf6],
        cose(&[]),
        cose(&[(1, &[2]), (3, &[0x26])]),
        curve(&bytes(32, 0), &bytes(32, 0)),
        curve(&bytes(32, 0xff), &bytes(32, 0xff)),
        curve(&bytes(31, 1), &bytes(33, 1)),
        curve(&[0x61, b'x'], &[0xf6]),
        rsa(&bytes(256, 0), &bytes(3, 0)),
        rsa(&bytes(256, 0xfe), &bytes(3, 1)),
        rsa(&bytes(256, 0xff), &bytes(3, 0)),
        rsa(&bytes(255, 0xff), &bytes(3, 1)),
        rsa(&bytes(0, 0), &bytes(0, 0)),
        ps256,
    ] {
        refused(&vector, &with_key(&vector, &key));
    }
    // The same way with a key that is one, so that the others failed for what they are.
    let object = object_of(&vector);
    let object = with_key(&vector, &object[object.len() - 77..]);
    let mut made = vector.made();
    made["response"]["attestationObject"] = STANDARD.encode(object).into();
    assert!(vector.register(&made).is_ok());
}

#[test]
fn credentials_that_are_none() {
    let vector = Vector::named("none-es256");
    let registration = vector.registration();
    let finish = |text: &str| registration.finish("https://example.org", text);
    assert!(finish(&vector.made().to_string()).is_ok());
    for text in ["", "null", "[]", "{", "\"x\"", &"[".repeat(100_000), &"{\"a\":".repeat(100_000)] {
        assert!(finish(text).is_err());
    }
    for (pointer, value) in [
        ("/type", json!("password")),
        ("/type", Value::Null),
        ("/id", json!("AAAA")),
        ("/id", Value::Null),
        ("/rawId", json!(7)),
        ("/rawId", json!("%%%")),
        ("/rawId", json!("A")),
        ("/response", json!("text")),
        ("/response/clientDataJSON", json!({})),
        ("/response/clientDataJSON", json!(STANDARD.encode("\u{fffd}"))),
        ("/response/clientDataJSON", json!(STANDARD.encode([0xff, 0xfe]))),
        ("/response/clientDataJSON", json!(STANDARD.encode("{\"type\":\"webauthn.create\"}"))),
        ("/response/attestationObject", Value::Null),
        ("/response/attestationObject", json!([1, 2, 3])),
    ] {
        let mut made = vector.made();
        *made.pointer_mut(pointer).unwrap() = value;
        assert!(finish(&made.to_string()).is_err(), "{pointer}");
    }
    // Another id than the one that is attested, though both members agree.
    let mut made = vector.made();
    made["id"] = "AAAA".into();
    made["rawId"] = "AAAA".into();
    assert!(finish(&made.to_string()).is_err());
}

#[test]
fn signatures_that_are_none() {
    let vector = Vector::named("none-es256");
    let credential = vector.register(&vector.made()).unwrap();
    for signature in [
        json!([]),
        json!([256]),
        json!([-1]),
        json!(["1"]),
        json!(vec![0x30; 100_000]),
        json!(""),
        json!(true),
    ] {
        let mut vector = Vector(vector.0.clone());
        let members = ["clientDataJSON", "authenticatorData", "signature"];
        let mut signed = vector.credential("authentication", &members);
        signed["response"]["signature"] = signature;
        let challenge = hex(&vector.0["authentication"]["challenge"].take());
        let mut known = credential.clone();
        let asked = crate::base::webauthn::tests::Assertion::with_challenge(
            "example.org",
            &[&known],
            crate::base::webauthn::Wish::Preferred,
            &challenge,
        );
        let asked = asked.unwrap();
        let finished = asked.finish("https://example.org", &signed.to_string(), &mut known);
        assert!(finished.is_err(), "{}", signed["response"]["signature"]);
    }
}

#[test]
fn nothing_that_is_signed_can_be_changed() {
    let vector = Vector::named("none-es256");
    let credential = vector.register(&vector.made()).unwrap();
    let challenge = hex(&vector.0["authentication"]["challenge"]);
    let asked = crate::base::webauthn::tests::Assertion::with_challenge(
        "example.org",
        &[&credential],
        crate::base::webauthn::Wish::Preferred,
        &challenge,
    );
    let asked = asked.unwrap();
    let members = ["clientDataJSON", "authenticatorData", "signature"];
    let signed = vector.credential("authentication", &members);
    let finish = |signed: &Value| {
        asked.finish("https://example.org", &signed.to_string(), &mut credential.clone())
    };
    assert_eq!(finish(&signed), Ok(()));
    for name in members {
        let bytes = hex(&vector.0["authentication"][name]);
        for place in 0..bytes.len() {
            let mut changed = bytes.clone();
            changed[place] ^= 1;
            let mut signed = signed.clone();
            signed["response"][name] = STANDARD.encode(changed).into();
            assert!(finish(&signed).is_err(), "{name} at {place}");
            signed["response"][name] = STANDARD.encode(&bytes[..place]).into();
            assert!(finish(&signed).is_err(), "{name} up to {place}");
        }
    }
}
