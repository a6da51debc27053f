//! Signing and verifying a PingID envelope, beside the same with bare hmac, base64 and
//! serde_json.
#![allow(clippy::unwrap_used, missing_docs, dead_code, unreachable_pub)]

#[path = "../../ping-models/benches/allocations.rs"]
mod allocations;
#[path = "../../ping-models/benches/ratio.rs"]
mod ratio;

use std::time::{Duration, UNIX_EPOCH};

use base64::Engine;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use hmac::{Hmac, KeyInit, Mac};
use ping_transport::pingid::Account;
use serde::Deserialize;
use serde_json::json;
use sha2::Sha256;

const KEY: &str = "JWC41crr322aUfdckVfJKHvGKNIPyAPGL7rMsTbzHlA=";
const ALIAS: &str = "aaaaaaaa-a1b2-123a-b456-1234abcd5678";
const TOKEN: &str = "1a2b3c4d5e6f";
const BODY: &str = r#"{"username":"jdoe","role":"REGULAR","activateUser":true,"fname":"John","lname":"Doe","email":"jdoe@example.com"}"#;

#[derive(Deserialize)]
struct Header {
    alg: String,
    org_alias: String,
    token: String,
}

fn main() {
    let account = Account::from_properties(&format!(
        "use_base64_key={KEY}\ntoken={TOKEN}\nidp_url=https://idpxnyl3m.pingidentity.com/pingid\norg_alias={ALIAS}\n"
    ))
    .unwrap();
    let now = UNIX_EPOCH + Duration::from_millis(1_441_281_445_229);
    println!("ratio of the medians' pairs [quartiles], CPU time of a run: SDK vs bare");

    let ours = || {
        let token = account.envelope().request_token(BODY.as_bytes(), now).unwrap();
        account.envelope().open(token.as_bytes()).unwrap()
    };
    let bare = || {
        let key = STANDARD.decode(KEY).unwrap();
        let header = json!({"alg": "HS256", "org_alias": ALIAS, "token": TOKEN});
        let payload = json!({
            "reqHeader": {
                "locale": "en",
                "orgAlias": ALIAS,
                "secretKey": TOKEN,
                "timestamp": "2015-09-03 11:57:25.229",
                "version": "4.9",
            },
            "reqBody": serde_json::from_str::<serde_json::Value>(BODY).unwrap(),
        });
        let mut token = URL_SAFE_NO_PAD.encode(header.to_string());
        token.push('.');
        URL_SAFE_NO_PAD.encode_string(payload.to_string(), &mut token);
        let mut mac = Hmac::<Sha256>::new_from_slice(&key).unwrap();
        mac.update(token.as_bytes());
        let signature = URL_SAFE_NO_PAD.encode(mac.finalize().into_bytes());
        token.push('.');
        token.push_str(&signature);

        let (signed, signature) = token.rsplit_once('.').unwrap();
        let (header, payload) = signed.split_once('.').unwrap();
        let mut mac = Hmac::<Sha256>::new_from_slice(&key).unwrap();
        mac.update(signed.as_bytes());
        mac.verify_slice(&URL_SAFE_NO_PAD.decode(signature).unwrap()).unwrap();
        let header: Header =
            serde_json::from_slice(&URL_SAFE_NO_PAD.decode(header).unwrap()).unwrap();
        assert!(header.alg == "HS256" && header.org_alias == ALIAS && header.token == TOKEN);
        URL_SAFE_NO_PAD.decode(payload).unwrap()
    };
    ratio::compare(bare, ours).print("sign and verify an envelope", Some(1.10));
    allocations::print_allocations("SDK", allocations::allocations(ours));
    allocations::print_allocations("bare", allocations::allocations(bare));
}
