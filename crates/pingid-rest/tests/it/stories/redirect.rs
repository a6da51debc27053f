//! The browser redirect: the form goes to PingID by a browser, and the response comes back by it.

use std::collections::HashSet;
use std::time::{Duration, SystemTime};

use ping_models::pingid::{
    OfflinePairing, RedirectErrorCode, RedirectRequest, RedirectResponse, WebAuthnType,
};
use ping_models::webauthn::{Assertion, Attestation, CreationOptions, RequestOptions};
use ping_sandbox::{Channel, Sandbox};
use ping_transport::{Clock as _, Error, ErrorKind as Kind, SealKey};
use pingid_rest::{PendingRedirect, RedirectForm, RedirectOutcome};
use serde_json::{Value, json};

use super::browser::Browser;
use super::offline::{other, otp};
use super::web::Form;
use super::{Stage, in_time, is};

const RETURN_URL: &str = "https://app.example.com/signed-in?a=1&b='";
const NUMBER: &str = "+15125550100";
/// Where the service's own pages are.
const PAGES: &str = "https://authenticator.pingone.com";

fn request(user: &str) -> RedirectRequest {
    RedirectRequest::new(user, RETURN_URL)
}

/// The page that the browser gets for the form.
async fn visit(form: &RedirectForm) -> String {
    // What the application answers, and what it tells of it, are the same.
    let shown = Form::of(&form.html());
    let fields: Vec<_> = form.fields().collect();
    assert_eq!(shown.action, form.url());
    let pairs = shown.fields.iter();
    let pairs: Vec<_> = pairs
        .map(|(name, value)| (name.as_str(), value.as_str()))
        .collect();
    assert_eq!(pairs, fields);
    in_time(shown.post(form.url())).await
}

/// What the browser brings to the application.
fn brought(page: &str) -> String {
    let form = Form::of(page);
    assert_eq!(form.action, RETURN_URL);
    form.field("ppm_response").to_owned()
}

/// The claims of the form's token.
fn claims(stage: &Stage, form: &RedirectForm) -> Value {
    let (_, token) = form
        .fields()
        .find(|(name, _)| *name == "ppm_request")
        .unwrap();
    let account = stage.pingid.client().pingid_account().unwrap();
    let payload = account.envelope().open(token.as_bytes()).unwrap();
    serde_json::from_slice(&payload).unwrap()
}

fn attribute<'a>(claims: &'a Value, name: &str) -> Option<&'a str> {
    let attributes = claims["attributes"].as_array().unwrap();
    let found = attributes.iter().find(|item| item["name"] == name)?;
    found["value"].as_str()
}

fn now(stage: &Stage) -> u64 {
    let since = stage.clock.now().duration_since(SystemTime::UNIX_EPOCH);
    since.unwrap().as_secs()
}

#[track_caller]
fn unbelievable(read: Result<RedirectOutcome, Error>) -> String {
    let error = read.unwrap_err();
    assert_eq!(error.kind(), Kind::Envelope, "{error}");
    error.to_string()
}

impl Stage {
    fn read(&self, form: &RedirectForm, response: &str) -> Result<RedirectOutcome, Error> {
        self.pingid.redirects().read(form.pending(), response)
    }

    fn succeeded(&self, form: &RedirectForm, page: &str) -> RedirectResponse {
        let read = self.read(form, &brought(page)).unwrap();
        *is!(read, RedirectOutcome::Success)
    }

    fn failed(&self, form: &RedirectForm, page: &str) -> RedirectErrorCode {
        let read = self.read(form, &brought(page)).unwrap();
        is!(read, RedirectOutcome::Failure).error_code.unwrap()
    }

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
async fn a_request_says_who_asks_for_whom_and_until_when() {
    let stage = Stage::at_one_time().await;
    let redirects = stage.pingid.redirects();
    let form = redirects
        .authenticate(request("jdoe").attribute("fname", "John"))
        .unwrap();
    let base = stage.sandbox.connection().api_url;
    assert_eq!(form.url(), format!("{base}/pingid/ppm/auth"));
    let alias = stage.sandbox.pingid().account().org_alias().to_owned();
    let fields: Vec<_> = form.fields().map(|(name, _)| name).collect();
    assert_eq!(fields, ["idp_account_id", "iss", "ppm_request"]);
    let mut told = claims(&stage, &form);
    for (name, value) in [
        ("iss", json!("PingFed")),
        ("sub", json!("jdoe")),
        ("aud", json!("pingidauthenticator")),
        ("iat", json!(now(&stage))),
        ("exp", json!(now(&stage) + 600)),
        ("idpAccountId", json!(alias)),
        ("returnUrl", json!(RETURN_URL)),
    ] {
        assert_eq!(told[name], value, "{name}");
    }
    assert_eq!(attribute(&told, "fname"), Some("John"));
    assert_eq!(attribute(&told, "isUserAuthenticated"), Some("true"));

    // By the clock of the client, and by what the caller wants.
    stage.clock.advance(Duration::from_secs(7));
    let mut own = request("jdoe")
        .issuer("Portal")
        .attribute("isUserAuthenticated", "false");
    own.expires_at = Some((i64::try_from(now(&stage)).unwrap() + 30).into());
    let form = redirects.authenticate(own).unwrap();
    told = claims(&stage, &form);
    assert_eq!(told["iat"], now(&stage));
    assert_eq!(told["exp"], now(&stage) + 30);
    assert_eq!(told["iss"], "Portal");
    assert_eq!(attribute(&told, "isUserAuthenticated"), Some("false"));
    assert_eq!(form.pending().user_name(), "jdoe");

    // Nobody can tell the next one from the last.
    let mut seen = HashSet::new();
    for _ in 0..20 {
        let form = redirects.authenticate(request("jdoe")).unwrap();
        let told = claims(&stage, &form);
        for name in ["nonce", "jti"] {
            let value = told[name].as_str().unwrap().to_owned();
            assert!(value.len() >= 20, "{value}");
            assert!(seen.insert(value));
        }
    }
}

#[tokio::test]
async fn requests_for_fido_devices_say_which() {
    let stage = Stage::at_one_time().await;
    let redirects = stage.pingid.redirects();
    let base = stage.sandbox.connection().api_url;
    let form = redirects.pair_fido("webauthn_platform", request("jdoe"));
    let form = form.unwrap();
    assert_eq!(form.url(), format!("{base}/registration/webauthn"));
    let fields: Vec<_> = form.fields().map(|(name, _)| name).collect();
    assert_eq!(fields, ["orgUuid", "ppm_request"]);
    let told = claims(&stage, &form);
    assert_eq!(told["aud"], "md");
    let kind = attribute(&told, "webauthnEnrollmentType");
    assert_eq!(kind, Some("webauthn_platform"));

    // More digits than a float has.
    let id = 939_033_434_233_545_001;
    let form = redirects.authenticate_fido(id, request("jdoe")).unwrap();
    let path = "/pingid/ppm/hybrid/webauthn/auth";
    assert_eq!(form.url(), format!("{base}{path}"));
    let told = claims(&stage, &form);
    assert_eq!(told["aud"], "pingidauthenticator");
    let device = attribute(&told, "webAuthnDeviceId");
    assert_eq!(device, Some("939033434233545001"));
    assert_eq!(attribute(&told, "pingidSpAlias"), Some("web"));
}

#[tokio::test]
async fn a_page_shows_nothing_but_text() {
    let stage = Stage::at_one_time().await;
    let issuer = r#""><script>alert('1')</script>&amp;"#;
    let form = stage
        .pingid
        .redirects()
        .authenticate(request("jdoe").issuer(issuer))
        .unwrap();
    let page = form.html();
    // The page's own script, and no other one.
    assert_eq!(page.matches("<script").count(), 1, "{page}");
    assert!(!page.contains("alert('1')"), "{page}");
    assert_eq!(Form::of(&page).field("iss"), issuer);
    let told = format!("{form:?} {:?}", form.pending());
    let token = Form::of(&page).field("ppm_request").to_owned();
    assert!(!told.contains(&token), "{told}");
}

#[tokio::test]
async fn a_user_signs_on_in_the_browser() {
    let stage = Stage::at_one_time().await;
    stage.add("jdoe").await;
    stage.pair(OfflinePairing::sms("jdoe", NUMBER)).await;
    let form = stage.pingid.redirects().authenticate(request("jdoe"));
    let form = form.unwrap();
    let page = visit(&form).await;
    let right = otp(&stage.sandbox, Channel::Sms, NUMBER);
    let wrong = Form::of(&page).fill("otp", &other(&right));
    let page = wrong.post(form.url()).await;
    let page = Form::of(&page).fill("otp", &right).post(form.url()).await;
    let response = stage.succeeded(&form, &page);
    assert_eq!(response.subject.as_deref(), Some("jdoe"));
    assert_eq!(response.destination.as_deref(), Some(RETURN_URL));
    assert!(response.error_code.is_none());
    assert!(stage.user("jdoe").await.last_login.is_some());
    // It is read as often as the application wants, blanks around it or not.
    let again = format!(" {}\n", brought(&page));
    is!(stage.read(&form, &again).unwrap(), RedirectOutcome::Success);
}

#[tokio::test]
async fn a_push_is_answered_while_the_browser_waits() {
    let stage = Stage::at_one_time().await;
    stage.phone("jdoe").await;
    let hands = stage.sandbox.pingid();
    for approves in [true, false] {
        let form = stage.pingid.redirects().authenticate(request("jdoe"));
        let form = form.unwrap();
        let person = async {
            hands.next_push("jdoe").await;
            match approves {
                true => hands.approve("jdoe").unwrap(),
                false => hands.deny("jdoe").unwrap(),
            }
        };
        let (page, ()) = tokio::join!(visit(&form), person);
        match approves {
            true => assert!(stage.succeeded(&form, &page).nonce.is_some()),
            false => assert_eq!(stage.failed(&form, &page), RedirectErrorCode::General),
        }
    }
}

#[tokio::test]
async fn what_does_not_work_in_the_browser_says_why() {
    let stage = Stage::at_one_time().await;
    let redirects = stage.pingid.redirects();
    let form = redirects.authenticate(request("nobody")).unwrap();
    let page = visit(&form).await;
    assert_eq!(stage.failed(&form, &page), RedirectErrorCode::Enrollment);

    // A request that the browser brought too late.
    stage.phone("jdoe").await;
    let form = redirects.authenticate(request("jdoe")).unwrap();
    stage.sandbox.clock().advance(Duration::from_secs(601));
    let page = visit(&form).await;
    assert_eq!(stage.failed(&form, &page), RedirectErrorCode::Expired);

    let form = redirects.pair_fido("webauthn", request("nobody")).unwrap();
    stage.sandbox.clock().set(stage.clock.now());
    let page = visit(&form).await;
    assert_eq!(stage.failed(&form, &page), RedirectErrorCode::UserUnknown);
}

/// The options in a page, as the service writes them.
fn options(page: &str) -> &str {
    let (_, rest) = page
        .split_once("id=\"publicKeyCredentialOptions\">")
        .unwrap();
    rest.split_once("</script>").unwrap().0
}

#[tokio::test]
async fn a_fido_device_is_paired_and_used_in_the_browser() {
    let stage = Stage::at_one_time().await;
    let redirects = stage.pingid.redirects();
    stage.add("jdoe").await;
    let mut browser = Browser::default();

    let form = redirects.pair_fido("webauthn", request("jdoe")).unwrap();
    let page = visit(&form).await;
    let asked = CreationOptions::from_service(options(&page)).unwrap();
    let made = browser.create(PAGES, asked.json()).await;
    let made = Attestation::from_browser(&made).unwrap().to_service();
    let page = Form::of(&page)
        .fill("publicKeyCredentialJson", made.expose())
        .post(form.url())
        .await;
    stage.succeeded(&form, &page);
    let user = stage.user("jdoe").await;
    let device = user.default_device().unwrap();
    let id = device.id.clone().unwrap();
    assert_eq!(
        device.device_type.as_ref().unwrap().as_str(),
        "Security Key"
    );

    let form = redirects.authenticate_fido(&id, request("jdoe")).unwrap();
    let page = visit(&form).await;
    let asked = RequestOptions::from_service(options(&page)).unwrap();
    let signed = browser.get(PAGES, asked.json()).await;
    let signed = Assertion::from_browser(&signed).unwrap().to_service();
    let page = Form::of(&page)
        .fill("publicKeyCredentialJson", signed.expose())
        .post(form.url())
        .await;
    stage.succeeded(&form, &page);
    assert!(stage.user("jdoe").await.last_login.is_some());

    // What the browser reports is told.
    let form = redirects.authenticate_fido(&id, request("jdoe")).unwrap();
    let page = visit(&form).await;
    let page = Form::of(&page)
        .fill("error", "NOT_ALLOWED_ERROR")
        .post(form.url())
        .await;
    assert_eq!(stage.failed(&form, &page), RedirectErrorCode::NotAllowed);
    // A pairing by API at the same domain is a device of this page, too.
    let pairing = ping_models::pingid::WebAuthnStartPairing::new("jdoe", "pingone.com", "PingOne")
        .webauthn_type(WebAuthnType::Platform);
    let pairing = stage.pingid.pair_fido(pairing, PAGES).await.unwrap();
    let mut second = Browser::default();
    let made = second
        .create(PAGES, pairing.options().unwrap().json())
        .await;
    let id = pairing.submit(&made).await.unwrap().unwrap();
    let form = redirects.authenticate_fido(&id, request("jdoe")).unwrap();
    let page = visit(&form).await;
    let asked = RequestOptions::from_service(options(&page)).unwrap();
    let signed = second.get(PAGES, asked.json()).await;
    let signed = Assertion::from_browser(&signed).unwrap().to_service();
    let page = Form::of(&page)
        .fill("publicKeyCredentialJson", signed.expose())
        .post(form.url())
        .await;
    stage.succeeded(&form, &page);
}

#[tokio::test]
async fn a_response_expires_by_the_clock_of_the_client() {
    let stage = Stage::at_one_time().await;
    let (form, response) = stage.signed_on().await;
    // 300 seconds, and a minute for clocks that differ.
    stage.clock.advance(Duration::from_secs(359));
    is!(
        stage.read(&form, &response).unwrap(),
        RedirectOutcome::Success
    );
    stage.clock.advance(Duration::from_secs(1));
    let text = unbelievable(stage.read(&form, &response));
    assert!(text.contains("has expired"), "{text}");
}

#[tokio::test]
async fn a_response_that_was_changed_is_not_believed() {
    let stage = Stage::at_one_time().await;
    let (form, response) = stage.signed_on().await;
    let parts: Vec<&str> = response.split('.').collect();
    let flip = |text: &str| {
        let middle = text.len() / 2;
        let letter = if &text[middle..=middle] == "A" {
            "B"
        } else {
            "A"
        };
        format!("{}{letter}{}", &text[..middle], &text[middle + 1..])
    };
    let unsigned = {
        use base64::Engine as _;
        let header = base64::engine::general_purpose::URL_SAFE_NO_PAD.encode(r#"{"alg":"none"}"#);
        format!("{header}.{}.", parts[1])
    };
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
async fn a_response_to_somebody_elses_request_is_not_believed() {
    let stage = Stage::at_one_time().await;
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
            value => claims
                .as_object_mut()
                .unwrap()
                .insert(name.to_owned(), value),
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
    // A status that is not known is no success.
    for status in [json!("SUCCESS"), json!("maybe"), Value::Null] {
        let read = stage.read(&form, &with("status", status)).unwrap();
        is!(read, RedirectOutcome::Failure);
    }
}

#[tokio::test]
async fn a_response_of_another_account_is_not_believed() {
    let stage = Stage::at_one_time().await;
    let (form, response) = stage.signed_on().await;
    let told = stage.sandbox.pingid().account().open(&response).unwrap();
    let other = Sandbox::start().await;
    unbelievable(stage.read(&form, &other.pingid().account().sign(&told)));
    // Not even with the names of this account in its header.
    let account = stage.sandbox.pingid().account();
    let key = other.pingid().account().use_base64_key();
    let stranger =
        ping_sandbox::PingIdAccount::new(account.org_alias(), account.token(), &key).unwrap();
    unbelievable(stage.read(&form, &stranger.sign(&told)));
}

#[tokio::test]
async fn a_pending_redirect_is_kept_by_the_browser() {
    let stage = Stage::at_one_time().await;
    let (form, response) = stage.signed_on().await;
    let key = SealKey::new([7; 32]);
    let sealed = form.pending().seal(&key, Duration::from_secs(900)).unwrap();
    let elsewhere = stage.elsewhere();
    let pending: PendingRedirect = elsewhere.open(&key, "jdoe", &sealed).unwrap();
    assert_eq!(pending.user_name(), "jdoe");
    let read = elsewhere.redirects().read(&pending, &response).unwrap();
    is!(read, RedirectOutcome::Success);
}
