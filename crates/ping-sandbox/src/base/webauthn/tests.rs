//! Published vectors, a software authenticator, and what hostile clients send.

#[allow(unreachable_pub, reason = "the tests on the wire share it")]
#[path = "../../../tests/it/support/browser.rs"]
mod browser;
mod hostile;

use base64::{
    Engine as _,
    engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD},
};
use serde_json::{Value, json};

use crate::base::random::Random;
use crate::base::webauthn::tests::browser::{Browser, standard};
use crate::base::webauthn::{
    Assertion, Attachment, Credential, Refusal, Registration, Terms, Wish,
};

const VECTORS: &str = include_str!("../../../tests/data/webauthn/w3c-level-3.json");
const RECORDED: &str = include_str!("../../../tests/data/webauthn/recorded.json");
const ORIGIN: &str = "https://login.example.org";

fn terms(rp_id: &str) -> Terms<'_> {
    Terms {
        rp_id,
        rp_name: "Example",
        user_handle: [0x80; 32],
        user_name: "jdoe",
        display_name: "John Doe",
        attachment: None,
        exclude: vec![],
        verification: Wish::Preferred,
        discoverable: None,
        attestation: "direct",
    }
}

fn begin(rp_id: &str) -> Registration {
    Registration::begin(terms(rp_id), &mut Random::seeded(1)).unwrap()
}

/// A browser that has a key, and what is known of that key.
async fn registered() -> (Browser, Credential) {
    let mut browser = Browser::default();
    let registration = begin("example.org");
    let made = browser.create(ORIGIN, &registration.options()).await;
    let credential = registration.finish(ORIGIN, &made.to_string()).unwrap();
    (browser, credential)
}

fn ask(credential: &Credential, seed: u64) -> Assertion {
    Assertion::begin("example.org", &[credential], &mut Random::seeded(seed)).unwrap()
}

fn hex(text: &Value) -> Vec<u8> {
    let digits = text.as_str().unwrap().as_bytes();
    let pairs = digits.chunks(2).map(|pair| str::from_utf8(pair).unwrap());
    pairs.map(|pair| u8::from_str_radix(pair, 16).unwrap()).collect()
}

/// A published vector, as a client hands it in.
struct Vector(Value);

impl Vector {
    fn named(name: &str) -> Self {
        let vectors: Value = serde_json::from_str(VECTORS).unwrap();
        let mut vectors = vectors["vectors"].as_array().unwrap().iter();
        Self(vectors.find(|vector| vector["name"] == name).unwrap().clone())
    }

    fn credential(&self, ceremony: &str, members: &[&str]) -> Value {
        let id = hex(&self.0["registration"]["credentialId"]);
        let mut response = json!({});
        for name in members {
            response[*name] = STANDARD.encode(hex(&self.0[ceremony][*name])).into();
        }
        json!({ "id": URL_SAFE_NO_PAD.encode(&id), "rawId": STANDARD.encode(&id),
            "type": "public-key", "response": response })
    }

    fn made(&self) -> Value {
        self.credential("registration", &["clientDataJSON", "attestationObject"])
    }

    fn registration(&self) -> Registration {
        let challenge = hex(&self.0["registration"]["challenge"]);
        Registration::with_challenge(terms("example.org"), &challenge).unwrap()
    }

    fn register(&self, made: &Value) -> Result<Credential, Refusal> {
        let registration = self.registration();
        registration.finish("https://example.org", &made.to_string())
    }

    fn assert(&self, credential: &mut Credential) -> Result<(), Refusal> {
        let challenge = hex(&self.0["authentication"]["challenge"]);
        let asked =
            Assertion::with_challenge("example.org", &[credential], Wish::Preferred, &challenge)
                .unwrap();
        let members = ["clientDataJSON", "authenticatorData", "signature"];
        let signed = self.credential("authentication", &members).to_string();
        asked.finish("https://example.org", &signed, credential)
    }
}

#[test]
fn published_registrations_and_assertions_hold() {
    for name in [
        "none-es256",
        "none-es256-long-credential-id",
        "packed-self-es256",
        "packed-es256",
        "apple-es256",
        "fido-u2f-es256",
    ] {
        let vector = Vector::named(name);
        let outcome = vector.register(&vector.made());
        let mut credential = outcome.unwrap_or_else(|why| panic!("{name}: {}", why.0));
        assert_eq!(credential.id(), hex(&vector.0["registration"]["credentialId"]));
        let outcome = vector.assert(&mut credential);
        assert_eq!(outcome, Ok(()), "{name}");
    }
}

#[test]
fn recorded_registrations_hold() {
    let recorded: Value = serde_json::from_str(RECORDED).unwrap();
    for vector in recorded["vectors"].as_array().unwrap() {
        let text = |name: &str| vector[name].as_str().unwrap();
        let challenge = URL_SAFE_NO_PAD.decode(text("challenge")).unwrap();
        let rp_id = text("origin").strip_prefix("https://").unwrap();
        let registration = Registration::with_challenge(terms(rp_id), &challenge).unwrap();
        let made = vector["credential"].to_string();
        let outcome = registration.finish(text("origin"), &made);
        assert!(outcome.is_ok(), "{}: {outcome:?}", text("name"));
        let other = Registration::with_challenge(terms(rp_id), &[0; 32]).unwrap();
        assert!(other.finish(text("origin"), &made).is_err());
    }
    assert_eq!(recorded["vectors"].as_array().unwrap().len(), 2);
}

#[test]
fn what_the_library_does_not_verify_is_refused() {
    for (name, why) in [
        ("packed-eddsa", "not supported"),
        ("tpm-es256", "not supported"),
        ("android-key-es256", "x5c"),
        ("none-es256-crossOrigin", "cross-origin"),
    ] {
        let vector = Vector::named(name);
        let refusal = vector.register(&vector.made()).unwrap_err();
        assert!(refusal.0.to_lowercase().contains(why), "{name}: {}", refusal.0);
    }
}

#[test]
fn attestations_are_verified() {
    for name in ["packed-self-es256", "packed-es256", "fido-u2f-es256"] {
        let vector = Vector::named(name);
        let object = hex(&vector.0["registration"]["attestationObject"]);
        // The signature's last byte stands before the next key of the statement or of the object.
        let sig = object.windows(3).position(|bytes| bytes == b"sig").unwrap();
        let length = usize::from(object[sig + 4]);
        for place in [sig + 4 + length, object.len() - 1] {
            let mut tampered = object.clone();
            tampered[place] ^= 1;
            let mut made = vector.made();
            made["response"]["attestationObject"] = STANDARD.encode(tampered).into();
            assert!(vector.register(&made).is_err(), "{name} at {place}");
        }
    }
}

#[test]
fn options_are_written_as_the_service_writes_them() {
    let vector = Vector::named("fido-u2f-es256");
    let known = vector.register(&vector.made()).unwrap();
    let asked = Terms {
        attachment: Some(Attachment::CrossPlatform),
        exclude: vec![&known],
        ..terms("example.org")
    };
    let options = Registration::with_challenge(asked, &[0, 127, 128, 255]).unwrap();
    let options: Value = serde_json::from_str(&options.options()).unwrap();
    let id: Vec<i8> = known.id().iter().map(|byte| byte.cast_signed()).collect();
    let algorithm = |number: &str| json!({ "type": "public-key", "alg": number });
    assert_eq!(
        options,
        json!({
            "rp": { "id": "example.org", "name": "Example" },
            "user": { "id": vec![-128; 32], "name": "jdoe", "displayName": "John Doe" },
            "challenge": [0, 127, -128, -1],
            "pubKeyCredParams": [algorithm("-7"), algorithm("-37"), algorithm("-257")],
            "timeout": 120000,
            "excludeCredentials": [{ "type": "public-key", "id": id }],
            "authenticatorSelection": { "authenticatorAttachment": "cross-platform",
                "requireResidentKey": false, "userVerification": "preferred" },
            "attestation": "direct",
        })
    );
    let asked =
        Assertion::with_challenge("example.org", &[&known], Wish::Preferred, &[128]).unwrap();
    let options: Value = serde_json::from_str(&asked.options()).unwrap();
    assert_eq!(
        options,
        json!({ "challenge": [-128], "timeout": 120000, "rpId": "example.org",
            "allowCredentials": [{ "type": "public-key", "id": id }],
            "userVerification": "preferred" })
    );
    assert_eq!(asked.rp_id(), "example.org");
    // A seed makes challenges repeatable.
    assert_eq!(begin("example.org").options(), begin("example.org").options());
    let other = Registration::begin(terms("example.org"), &mut Random::seeded(2)).unwrap();
    assert_ne!(begin("example.org").options(), other.options());
    let bare: Value = serde_json::from_str(&other.options()).unwrap();
    assert!(bare["authenticatorSelection"].get("authenticatorAttachment").is_none());
}

#[tokio::test]
async fn an_authenticator_registers_and_signs() {
    let (mut browser, mut credential) = registered().await;
    assert_eq!(credential.counter(), 0);
    assert_eq!(credential.user_handle(), [0x80; 32]);
    assert_eq!(credential.rp_id(), "example.org");
    for count in 1..=2 {
        let asked = ask(&credential, count);
        let signed = browser.get(ORIGIN, &asked.options()).await.to_string();
        assert_eq!(Assertion::claimed_id(&signed).as_deref(), Some(credential.id()));
        asked.finish(ORIGIN, &signed, &mut credential).unwrap();
        assert_eq!(u64::from(credential.counter()), count);
        // The same counter again: it does not go on.
        assert!(asked.finish(ORIGIN, &signed, &mut credential).is_err());
    }
}

#[tokio::test]
async fn what_the_browser_says_of_the_authenticator_is_kept() {
    let mut browser = Browser::default();
    let registration = begin("example.org");
    let mut made = browser.create(ORIGIN, &registration.options()).await;
    let plain = registration.finish(ORIGIN, &made.to_string()).unwrap();
    assert_eq!((plain.attachment(), plain.transports().len()), (None, 0));
    made["authenticatorAttachment"] = "cross-platform".into();
    made["response"]["transports"] = json!(["smoke-signals", "nfc", "usb"]);
    let told = registration.finish(ORIGIN, &made.to_string()).unwrap();
    assert_eq!(told.attachment(), Some(Attachment::CrossPlatform));
    assert_eq!(told.transports(), ["usb", "nfc"]);
    let options: Value = serde_json::from_str(&ask(&told, 1).options()).unwrap();
    assert_eq!(options["allowCredentials"][0]["transports"], json!(["usb", "nfc"]));
}

#[tokio::test]
async fn a_counter_that_goes_back_is_refused() {
    let (mut browser, mut credential) = registered().await;
    let mut clone = browser.clone();
    for seed in 1..=2 {
        let asked = ask(&credential, seed);
        let signed = browser.get(ORIGIN, &asked.options()).await.to_string();
        asked.finish(ORIGIN, &signed, &mut credential).unwrap();
    }
    let asked = ask(&credential, 3);
    let signed = clone.get(ORIGIN, &asked.options()).await.to_string();
    assert!(asked.finish(ORIGIN, &signed, &mut credential).is_err());
    assert_eq!(credential.counter(), 2);
}

#[tokio::test]
async fn assertions_are_good_for_one_challenge_origin_party_and_key() {
    let (mut browser, credential) = registered().await;
    let (_, foreign) = registered().await;
    let asked = ask(&credential, 1);
    let signed = browser.get(ORIGIN, &asked.options()).await;
    let finish = |asked: &Assertion, origin: &str, signed: &Value, known: &Credential| {
        let mut known = known.clone();
        asked.finish(origin, &signed.to_string(), &mut known)
    };
    assert_eq!(finish(&asked, ORIGIN, &signed, &credential), Ok(()));

    assert!(finish(&ask(&credential, 2), ORIGIN, &signed, &credential).is_err(), "challenge");
    for origin in [
        "https://example.org",
        "https://login.example.org:8443",
        "http://login.example.org",
        "https://evil-example.org",
        "https://example.org.evil.com",
        "https:// login.example.org",
        "https://login.example.org/path",
        "https://user@login.example.org",
        "login.example.org",
        "WebAuthn",
        "",
    ] {
        assert!(finish(&asked, origin, &signed, &credential).is_err(), "{origin}");
    }
    let twin = Assertion::begin("login.example.org", &[], &mut Random::seeded(1)).unwrap();
    assert!(finish(&twin, ORIGIN, &signed, &credential).is_err(), "relying party");
    assert!(finish(&asked, ORIGIN, &signed, &foreign).is_err(), "another key");
    let other = ask(&foreign, 1);
    assert!(finish(&other, ORIGIN, &signed, &credential).is_err(), "not asked for");
    assert!(
        Assertion::begin("example.com", &[&credential], &mut Random::seeded(1)).is_err(),
        "paired elsewhere"
    );
    for (member, value) in [
        ("signature", STANDARD.encode([0x30, 6, 2, 1, 1, 2, 1, 1])),
        ("signature", STANDARD.encode("nonsense")),
        ("userHandle", STANDARD.encode([1; 32])),
        ("authenticatorData", STANDARD.encode([0; 37])),
        ("authenticatorData", STANDARD.encode([0; 36])),
        ("clientDataJSON", STANDARD.encode("{}")),
    ] {
        let mut tampered = signed.clone();
        tampered["response"][member] = value.into();
        assert!(finish(&asked, ORIGIN, &tampered, &credential).is_err(), "{member}");
    }
}

#[tokio::test]
async fn a_key_that_is_found_names_its_user() {
    let (mut browser, credential) = registered().await;
    let asked = Assertion::begin("example.org", &[], &mut Random::seeded(1)).unwrap();
    let options: Value = serde_json::from_str(&asked.options()).unwrap();
    assert_eq!(options["allowCredentials"], json!([]));
    let mut signed = browser.get(ORIGIN, &asked.options()).await;
    asked.finish(ORIGIN, &signed.to_string(), &mut credential.clone()).unwrap();
    for nobody in [json!(""), Value::Null] {
        signed["response"]["userHandle"] = nobody;
        let finished = asked.finish(ORIGIN, &signed.to_string(), &mut credential.clone());
        assert!(finished.is_err());
    }
}

#[tokio::test]
async fn every_documented_spelling_of_bytes_is_read() {
    let (mut browser, credential) = registered().await;
    let asked = ask(&credential, 1);
    let signed = browser.get(ORIGIN, &asked.options()).await;
    let decode = |value: &Value| STANDARD.decode(value.as_str().unwrap()).unwrap();
    let url = |value: &Value| Value::from(URL_SAFE_NO_PAD.encode(decode(value)));
    let mut spellings = vec![signed.clone(); 4];
    spellings[0]["response"]["signature"] = json!(decode(&signed["response"]["signature"]));
    spellings[1]["rawId"] = signed["rawId"].as_str().unwrap().replace('+', " ").into();
    spellings[1]["response"]["userHandle"] = json!("");
    spellings[2]["rawId"] = url(&signed["rawId"]);
    for (_, value) in spellings[2]["response"].as_object_mut().unwrap() {
        *value = url(value);
    }
    spellings[3]["response"].as_object_mut().unwrap().remove("userHandle");
    for spelling in spellings {
        let finished = asked.finish(ORIGIN, &spelling.to_string(), &mut credential.clone());
        assert_eq!(finished, Ok(()), "{spelling}");
    }
}

#[test]
fn a_blank_stands_for_the_plus_that_a_form_lost() {
    let text = json!({ "id": "-_v7", "rawId": " /v7", "type": "public-key", "response": {} });
    let id = Assertion::claimed_id(&text.to_string());
    assert_eq!(id.as_deref(), Some(&[0xfb, 0xfb, 0xfb][..]));
    assert_eq!(Assertion::claimed_id("{}"), None);
    assert_eq!(Assertion::claimed_id("nonsense"), None);
    assert_eq!(Assertion::claimed_id(r#"{"id": "AQ"}"#), Some(vec![1]));
}

#[tokio::test]
async fn registrations_are_good_for_one_challenge_origin_and_party() {
    let mut browser = Browser::default();
    let registration = begin("example.org");
    let made = browser.create(ORIGIN, &registration.options()).await.to_string();
    assert!(registration.finish(ORIGIN, &made).is_ok());
    assert!(registration.finish("https://example.org", &made).is_err());
    assert!(begin("login.example.org").finish(ORIGIN, &made).is_err());
    let other = Registration::begin(terms("example.org"), &mut Random::seeded(2)).unwrap();
    assert!(other.finish(ORIGIN, &made).is_err());
    // The user has it already.
    let known = registration.finish(ORIGIN, &made).unwrap();
    let again = Terms { exclude: vec![&known], ..terms("example.org") };
    let again = Registration::begin(again, &mut Random::seeded(1)).unwrap();
    assert!(again.finish(ORIGIN, &made).is_err());
}

#[tokio::test]
async fn localhost_needs_no_tls() {
    let mut browser = Browser::default();
    let origin = "http://localhost:3000";
    let registration = begin("localhost");
    let made = browser.create(origin, &registration.options()).await;
    registration.finish(origin, &made.to_string()).unwrap();
}

#[test]
fn relying_parties_are_domains() {
    let long = "x".repeat(100_000);
    for rp_id in [
        "",
        "https://example.org",
        "example.org/",
        "Example.org",
        "127.0.0.1",
        "[::1]",
        "a b",
        &long,
    ] {
        let begun = Registration::begin(terms(rp_id), &mut Random::seeded(1));
        assert_eq!(begun.is_ok(), rp_id == long, "{}", &rp_id[..rp_id.len().min(30)]);
    }
}

#[test]
fn options_survive_the_way_to_a_browser() {
    let options = standard(&begin("example.org").options());
    assert_eq!(options["pubKeyCredParams"][1]["alg"], -37);
    let id = URL_SAFE_NO_PAD.encode([0x80; 32]);
    assert_eq!(options["user"]["id"], id);
}
