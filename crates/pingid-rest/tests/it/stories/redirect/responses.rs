//! Which responses are believed.

use std::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use ping_models::pingid::OfflinePairing;
use ping_sandbox::{Channel, PingIdAccount, Sandbox};
use ping_transport::{Error, ErrorKind as Kind, SealKey};
use pingid_rest::{PendingRedirect, RedirectForm, RedirectOutcome};
use serde_json::{Value, json};

use super::{NUMBER, brought, now, request, visit};
use crate::stories::offline::otp;
use crate::stories::web::Form;
use crate::stories::{Stage, is};

#[track_caller]
fn unbelievable(read: Result<RedirectOutcome, Error>) -> String {
    let error = read.unwrap_err();
    assert_eq!(error.kind(), Kind::Envelope, "{error}");
    error.to_string()
}

impl Stage {
    /// A user with a phone number, whose page asked for a passcode and got it.
    async fn signed_on(&self) -> (RedirectForm, String) {
        self.add("jdoe").await;
        self.pair(OfflinePairing::sms("jdoe", NUMBER)).await;
        let form = self.pingid.redirects().authenticate(request("jdoe"));
        let form = form.unwrap();
        let page = visit(&form).await;
        let right = otp(&self.sandbox, Channel::Sms, NUMBER);
        let page = Form::of(&page).fill("otp", &right).post(form.url()).await;
        (form, brought(&page))
    }
}

#[tokio::test]
async fn a_response_expires_by_the_clock_of_the_client() {
    let stage = Stage::new().await;
    let (form, response) = stage.signed_on().await;
    // 300 seconds, and a minute for clocks that differ.
    stage.clock.advance(Duration::from_secs(359));
    is!(stage.read(&form, &response).unwrap(), RedirectOutcome::Success);
    stage.clock.advance(Duration::from_secs(1));
    let text = unbelievable(stage.read(&form, &response));
    assert!(text.contains("has expired"), "{text}");
}

#[tokio::test]
async fn a_response_that_was_changed_is_not_believed() {
    let stage = Stage::new().await;
    let (form, response) = stage.signed_on().await;
    let parts: Vec<&str> = response.split('.').collect();
    let flip = |text: &str| {
        let middle = text.len() / 2;
        let letter = if &text[middle..=middle] == "A" { "B" } else { "A" };
        format!("{}{letter}{}", &text[..middle], &text[middle + 1..])
    };
    let header = URL_SAFE_NO_PAD.encode(r#"{"alg":"none"}"#);
    let unsigned = format!("{header}.{}.", parts[1]);
    for changed in [
        format!("{}.{}.{}", parts[0], flip(parts[1]), parts[2]),
        format!("{}.{}.{}", parts[0], parts[1], flip(parts[2])),
        format!("{}.{}", parts[0], parts[1]),
        unsigned,
        String::new(),
        "<html>".to_owned(),
    ] {
        unbelievable(stage.read(&form, &changed));
    }
}

#[tokio::test]
async fn a_response_in_which_a_claim_stands_twice_is_not_believed() {
    let stage = Stage::new().await;
    let (form, response) = stage.signed_on().await;
    let account = stage.pingid.client().pingid_account().unwrap();
    let claims = account.envelope().open_redirect(response.as_bytes());
    let claims = String::from_utf8(claims.unwrap()).unwrap();
    let resigned = account.envelope().sign(claims.as_bytes());
    is!(stage.read(&form, &resigned).unwrap(), RedirectOutcome::Success);
    for twice in [r#""status":"failure","#, r#""sub":"mallory","#, r#""sub":"jdoe","#] {
        let claims = claims.replacen('{', &format!("{{{twice}"), 1);
        let text = unbelievable(stage.read(&form, &account.envelope().sign(claims.as_bytes())));
        assert!(text.contains("twice"), "{text}");
    }
}

#[tokio::test]
async fn a_response_to_somebody_elses_request_is_not_believed() {
    let stage = Stage::new().await;
    let (form, response) = stage.signed_on().await;
    let redirects = stage.pingid.redirects();
    let later = redirects.authenticate(request("jdoe")).unwrap();
    let text = unbelievable(stage.read(&later, &response));
    assert!(text.contains("another request"), "{text}");
    let pairing = redirects.pair_fido("webauthn", request("jdoe")).unwrap();
    unbelievable(stage.read(&pairing, &response));

    // Even where the account's key signs it, the claims have to fit.
    let account = stage.sandbox.pingid().account();
    let told = account.open(&response).unwrap();
    let with = |name: &str, value: Value| {
        let mut claims = told.clone();
        match value {
            Value::Null => claims.as_object_mut().unwrap().remove(name),
            value => claims.as_object_mut().unwrap().insert(name.to_owned(), value),
        };
        account.sign(&claims)
    };
    for (name, value) in [
        ("iss", json!("md")),
        ("iss", Value::Null),
        ("aud", json!("Portal")),
        ("sub", json!("mallory")),
        ("sub", Value::Null),
        ("nonce", json!("another")),
        ("idpAccountId", json!("another")),
        ("idpAccountId", Value::Null),
        ("exp", Value::Null),
        ("exp", json!(now(&stage) - 61)),
    ] {
        let text = unbelievable(stage.read(&form, &with(name, value)));
        assert!(!text.contains("mallory"), "{text}");
    }
    // Without a nonce, the id of the request tells; without either, nothing does.
    let named = with("nonce", Value::Null);
    is!(stage.read(&form, &named).unwrap(), RedirectOutcome::Success);
    unbelievable(stage.read(&later, &named));
    let mut nameless = account.open(&named).unwrap();
    nameless["inResponseTo"] = json!("");
    unbelievable(stage.read(&form, &account.sign(&nameless)));
    // A failure may name neither, and nobody; one that answers another request is not this one's.
    nameless["status"] = json!("failure");
    nameless["sub"] = json!("");
    let read = stage.read(&form, &account.sign(&nameless)).unwrap();
    is!(read, RedirectOutcome::Failure);
    nameless["nonce"] = json!("another");
    unbelievable(stage.read(&form, &account.sign(&nameless)));
    // A status that is not known is no success.
    for status in [json!("SUCCESS"), json!("maybe"), Value::Null] {
        let read = stage.read(&form, &with("status", status)).unwrap();
        is!(read, RedirectOutcome::Failure);
    }
}

#[tokio::test]
async fn a_response_of_another_account_is_not_believed() {
    let stage = Stage::new().await;
    let (form, response) = stage.signed_on().await;
    let told = stage.sandbox.pingid().account().open(&response).unwrap();
    let other = Sandbox::start().await;
    unbelievable(stage.read(&form, &other.pingid().account().sign(&told)));
    // Not even with the names of this account in its header.
    let account = stage.sandbox.pingid().account();
    let key = other.pingid().account().use_base64_key();
    let stranger = PingIdAccount::new(account.org_alias(), account.token(), &key).unwrap();
    unbelievable(stage.read(&form, &stranger.sign(&told)));
}

#[tokio::test]
async fn a_pending_redirect_is_kept_by_the_browser() {
    let stage = Stage::new().await;
    let (form, response) = stage.signed_on().await;
    let key = SealKey::new([7; 32]);
    let sealed = form.pending().seal(&key, Duration::from_secs(900)).unwrap();
    let elsewhere = stage.elsewhere();
    let pending: PendingRedirect = elsewhere.open(&key, "jdoe", &sealed).unwrap();
    assert_eq!(pending.user_name(), "jdoe");
    let read = elsewhere.redirects().read(&pending, &response).unwrap();
    is!(read, RedirectOutcome::Success);
}
