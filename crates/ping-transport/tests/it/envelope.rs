//! PingID's envelope: what is believed, and what is refused before anything of it is read.

use std::time::{Duration, UNIX_EPOCH};

use base64::Engine;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use hmac::{Hmac, KeyInit, Mac};
use ping_transport::pingid::{Account, Envelope, EnvelopeError};
use serde_json::{Value, json};
use sha2::{Digest, Sha256, Sha384};

pub(crate) const ALIAS: &str = "aaaaaaaa-a1b2-123a-b456-1234abcd5678";
pub(crate) const KEY: &str = "JWC41crr322aUfdckVfJKHvGKNIPyAPGL7rMsTbzHlA=";
pub(crate) const TOKEN: &str = "1a2b3c4d5e6f";

pub(crate) fn vectors() -> Value {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../fixtures/vectors/pingid.json");
    serde_json::from_slice(&std::fs::read(path).unwrap()).unwrap()
}

pub(crate) fn account(key: &str, token: &str, alias: &str) -> Account {
    Account::from_properties(&format!(
        "use_base64_key={key}\ntoken={token}\norg_alias={alias}\n\
         idp_url=https://idpxnyl3m.pingidentity.com/pingid\n"
    ))
    .unwrap()
}

fn published() -> Account {
    account(KEY, TOKEN, ALIAS)
}

/// Signs any header and payload with HS256, independently of the crate's own signer.
pub(crate) fn forge(key: &str, header: &Value, payload: &[u8]) -> String {
    let signed = format!(
        "{}.{}",
        URL_SAFE_NO_PAD.encode(header.to_string()),
        URL_SAFE_NO_PAD.encode(payload)
    );
    let mut mac = Hmac::<Sha256>::new_from_slice(&STANDARD.decode(key).unwrap()).unwrap();
    mac.update(signed.as_bytes());
    let signature = URL_SAFE_NO_PAD.encode(mac.finalize().into_bytes());
    format!("{signed}.{signature}")
}

pub(crate) fn header() -> Value {
    json!({"alg": "HS256", "org_alias": ALIAS, "token": TOKEN})
}

#[test]
fn published_tokens() {
    let mut seen = 0;
    for vector in vectors()["jws"].as_array().unwrap() {
        let token = vector["token"].as_str().unwrap();
        for key in [KEY, vector["use_base64_key"].as_str().unwrap()] {
            let opened = account(key, TOKEN, ALIAS).envelope().open(token.as_bytes());
            if vector["verifies"] == true {
                let payload: Value = serde_json::from_slice(&opened.unwrap()).unwrap();
                assert_eq!(payload["activationCode"], "292070522701");
            } else {
                assert_eq!(opened, Err(EnvelopeError::Signature), "{}", vector["name"]);
            }
        }
        seen += 1;
    }
    assert_eq!(seen, 3);
}

#[test]
fn what_is_refused_and_why() {
    use EnvelopeError::{Algorithm, Malformed, Organization, Signature, Token};
    let payload = br#"{"errorId":200}"#;
    let good = forge(KEY, &header(), payload);
    let parts: Vec<&str> = good.split('.').collect();
    let (head, body, signature) = (parts[0], parts[1], parts[2]);
    let encode = |text: &str| URL_SAFE_NO_PAD.encode(text);
    let with = |name: &str, value: Value| {
        let mut changed = header();
        changed[name] = value;
        forge(KEY, &changed, payload)
    };
    let without = |name: &str| {
        let mut changed = header();
        changed.as_object_mut().unwrap().remove(name);
        forge(KEY, &changed, payload)
    };
    let swapped = |new_head: &str| format!("{}.{body}.{signature}", encode(new_head));
    let long_key = STANDARD.encode([7; 200]);
    let sha384 = {
        // A signature that HS384's header would ask for.
        let head = encode(r#"{"alg":"HS384"}"#);
        let mut mac = Hmac::<Sha384>::new_from_slice(&STANDARD.decode(KEY).unwrap()).unwrap();
        mac.update(format!("{head}.{body}").as_bytes());
        let code = URL_SAFE_NO_PAD.encode(mac.finalize().into_bytes());
        format!("{head}.{body}.{code}")
    };
    let digest = URL_SAFE_NO_PAD.encode(Sha256::digest(format!("{head}.{body}")));
    #[rustfmt::skip]
    let table: Vec<(&str, String, EnvelopeError)> = vec![
        ("another key", forge(&long_key, &header(), payload), Signature),
        ("the key's text as key", forge(&STANDARD.encode(KEY), &header(), payload), Signature),
        ("changed payload", format!("{head}.{}.{signature}", encode(r#"{"errorId":201}"#)), Signature),
        ("payload of another token", format!("{head}.{}.{signature}", encode("{}")), Signature),
        ("changed header", swapped(&format!(r#"{{"alg":"HS256","org_alias":"{ALIAS}","token":"{TOKEN}","typ":"JWT"}}"#)), Signature),
        ("the same header in other words", swapped(&format!(r#"{{ "alg":"HS256","org_alias":"{ALIAS}","token":"{TOKEN}"}}"#)), Signature),
        ("no signature", format!("{head}.{body}."), Signature),
        ("half a signature", format!("{head}.{body}.{}", &signature[..20]), Signature),
        ("a hash without a key", format!("{head}.{body}.{digest}"), Signature),
        ("alg none", swapped(r#"{"alg":"none"}"#), Algorithm),
        ("alg none, unsigned", format!("{}.{body}.", encode(r#"{"alg":"none"}"#)), Algorithm),
        ("alg NONE", with("alg", "NONE".into()), Algorithm),
        ("alg hs256", with("alg", "hs256".into()), Algorithm),
        ("alg empty", with("alg", "".into()), Algorithm),
        ("alg HS384", with("alg", "HS384".into()), Algorithm),
        ("alg HS384, signed so", sha384, Algorithm),
        ("alg HS512", with("alg", "HS512".into()), Algorithm),
        ("alg RS256", with("alg", "RS256".into()), Algorithm),
        ("critical extensions", with("crit", json!(["b64"])), Algorithm),
        ("alg missing", without("alg"), Malformed),
        ("alg a number", with("alg", 256.into()), Malformed),
        ("alg twice", swapped(r#"{"alg":"none","alg":"HS256"}"#), Malformed),
        ("another organization", with("org_alias", "bbbb".into()), Organization),
        ("organization in another case", with("org_alias", ALIAS.to_uppercase().into()), Organization),
        ("organization missing", without("org_alias"), Organization),
        ("two organizations", with("orgAlias", "bbbb".into()), Organization),
        ("organization null", with("org_alias", Value::Null), Organization),
        ("another token", with("token", "ffff".into()), Token),
        ("token missing", without("token"), Token),
        ("token null", with("token", Value::Null), Token),
        ("two parts", format!("{head}.{body}"), Malformed),
        ("one part", head.to_owned(), Malformed),
        ("four parts", format!("{good}.{signature}"), Malformed),
        ("empty", String::new(), Malformed),
        ("dots", "..".to_owned(), Malformed),
        ("header empty", format!(".{body}.{signature}"), Malformed),
        ("header not JSON", swapped("HS256"), Malformed),
        ("header an array", swapped(r#"["HS256"]"#), Malformed),
        ("header not Base64", format!("{{}}.{body}.{signature}"), Malformed),
        ("padding", format!("{head}.{body}.{signature}="), Malformed),
        ("standard alphabet", format!("{head}.{body}.{}", signature.replacen(|_| true, "+", 1)), Malformed),
        ("trailing garbage", format!("{good} x"), Malformed),
        ("trailing newline inside", format!("{good}\n"), Malformed),
        ("trailing bytes", format!("{good}AAAA"), Signature),
        ("leading garbage", format!("x{good}"), Malformed),
        ("quotes", format!("\"{good}\""), Malformed),
        ("loose bits at the end", loose_bits(&good), Malformed),
    ];
    let account = published();
    for (name, token, why) in table {
        assert_eq!(account.envelope().open(token.as_bytes()), Err(why), "{name}");
    }
    let mut not_text = good.clone().into_bytes();
    not_text.push(0xff);
    assert_eq!(account.envelope().open(&not_text), Err(Malformed));
    assert_eq!(account.envelope().open(good.as_bytes()).unwrap(), payload);
}

/// The same signature with the unused bits of its last character set.
fn loose_bits(token: &str) -> String {
    const ALPHABET: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    let (head, last) = token.split_at(token.len() - 1);
    let index = ALPHABET.iter().position(|&char| char == last.as_bytes()[0]).unwrap();
    format!("{head}{}", char::from(ALPHABET[index | 1]))
}

#[test]
fn every_flipped_bit_is_noticed() {
    let account = published();
    let good = forge(KEY, &header(), br#"{"errorId":200,"userDetails":{"userName":"joe"}}"#);
    for at in 0..good.len() {
        for bit in 0..7 {
            let mut bytes = good.clone().into_bytes();
            bytes[at] ^= 1 << bit;
            assert!(account.envelope().open(&bytes).is_err(), "byte {at}, bit {bit}");
        }
    }
    for end in 0..good.len() {
        assert!(account.envelope().open(&good.as_bytes()[..end]).is_err(), "cut at {end}");
    }
}

#[test]
fn both_spellings_of_the_alias_are_read_and_the_documented_one_is_sent() {
    let account = published();
    let snake = header();
    let camel = json!({"alg": "HS256", "orgAlias": ALIAS, "token": TOKEN});
    let both = json!({"alg": "HS256", "orgAlias": ALIAS, "org_alias": ALIAS, "token": TOKEN, "typ": "JWT"});
    for header in [snake, camel, both] {
        let token = forge(KEY, &header, b"{}");
        assert_eq!(account.envelope().open(token.as_bytes()).unwrap(), b"{}", "{header}");
    }
    let sent = account.envelope().sign(b"{}");
    let head = URL_SAFE_NO_PAD.decode(sent.split('.').next().unwrap()).unwrap();
    let text = format!(r#"{{"alg":"HS256","org_alias":"{ALIAS}","token":"{TOKEN}"}}"#);
    assert_eq!(String::from_utf8(head).unwrap(), text);
    assert_eq!(sent, forge_text(&text, b"{}"), "signed as an independent signer does");
}

fn forge_text(header: &str, payload: &[u8]) -> String {
    let value: Value = serde_json::from_str(header).unwrap();
    let token = forge(KEY, &value, payload);
    assert_eq!(value.to_string(), header, "members in this order");
    token
}

#[test]
fn a_request_token_has_the_documented_form() {
    // (milliseconds since the epoch, how it is told): always three digits, always UTC
    for (millis, timestamp) in [
        (1_441_281_445_229, "2015-09-03 11:57:25.229"),
        (1_441_281_445_000, "2015-09-03 11:57:25.000"),
        (1_798_761_599_007, "2026-12-31 23:59:59.007"),
        (0, "1970-01-01 00:00:00.000"),
    ] {
        let account = published();
        let now = UNIX_EPOCH + Duration::from_millis(millis) + Duration::from_nanos(999);
        let token =
            account.envelope().request_token(br#"{"userName":"joe","n":1.50}"#, now).unwrap();
        let payload = account.envelope().open(token.as_bytes()).unwrap();
        assert_eq!(
            String::from_utf8(payload).unwrap(),
            format!(
                r#"{{"reqHeader":{{"locale":"en","orgAlias":"{ALIAS}","secretKey":"{TOKEN}","timestamp":"{timestamp}","version":"4.9"}},"reqBody":{{"userName":"joe","n":1.50}}}}"#
            )
        );
    }
}

#[test]
fn keys() {
    for (key, usable) in [
        (KEY, true),
        (KEY.trim_end_matches('='), true),
        ("AAAA", false),
        ("", false),
        ("====", false),
        ("not base64!", false),
        ("JWC41crr322aUfdckVfJKHvGKNIPyAPGL7rMsTbzHl", false),
    ] {
        let envelope = Envelope::new(&key.into(), "t".into(), "o");
        assert_eq!(envelope.is_ok(), usable, "{key:?}");
        if let Err(why) = envelope {
            assert!(key.is_empty() || !why.to_string().contains(key), "never the key");
        }
    }
    // Quotes in an alias cannot break the header.
    let envelope = Envelope::new(&KEY.into(), r#"to"ken"#.into(), r#"o"rg\"#).unwrap();
    assert_eq!(envelope.open(envelope.sign(b"{}").as_bytes()).unwrap(), b"{}");
}
