//! PingID's envelope and properties files.

use std::time::{Duration, UNIX_EPOCH};

use ping_transport::pingid::{Account, EnvelopeError};
use serde_json::Value;

fn vectors() -> Value {
    let path = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../../fixtures/vectors/pingid.json"
    );
    serde_json::from_slice(&std::fs::read(path).unwrap()).unwrap()
}

fn account(key: &str, token: &str, alias: &str) -> Account {
    Account::from_properties(&format!(
        "use_base64_key={key}\ntoken={token}\nidp_url=https://idpxnyl3m.pingidentity.com/pingid\norg_alias={alias}\n"
    ))
    .unwrap()
}

const ALIAS: &str = "aaaaaaaa-a1b2-123a-b456-1234abcd5678";
const KEY: &str = "JWC41crr322aUfdckVfJKHvGKNIPyAPGL7rMsTbzHlA=";

#[test]
fn published_tokens() {
    let account = account(KEY, "1a2b3c4d5e6f", ALIAS);
    let mut seen = 0;
    for vector in vectors()["jws"].as_array().unwrap() {
        let token = vector["token"].as_str().unwrap();
        let opened = account.envelope().open(token.as_bytes());
        if vector["verifies"] == true {
            let payload: Value = serde_json::from_slice(&opened.unwrap()).unwrap();
            assert_eq!(payload["activationCode"], "292070522701");
        } else {
            assert_eq!(opened, Err(EnvelopeError::Signature), "{}", vector["name"]);
        }
        seen += 1;
    }
    assert_eq!(seen, 3);
}

#[test]
fn a_request_token_opens_again_and_has_the_documented_form() {
    let account = account(KEY, "1a2b3c4d5e6f", ALIAS);
    let now = UNIX_EPOCH + Duration::from_millis(1_441_281_445_229);
    let token = account
        .envelope()
        .request_token(br#"{"userName":"joe"}"#, now)
        .unwrap();
    let payload: Value =
        serde_json::from_slice(&account.envelope().open(token.as_bytes()).unwrap()).unwrap();
    assert_eq!(
        payload,
        serde_json::json!({
            "reqHeader": {
                "locale": "en",
                "orgAlias": ALIAS,
                "secretKey": "1a2b3c4d5e6f",
                "timestamp": "2015-09-03 11:57:25.229",
                "version": "4.9",
            },
            "reqBody": {"userName": "joe"},
        })
    );
}
