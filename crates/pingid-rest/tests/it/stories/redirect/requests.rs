//! What the form says, and how it is shown.

use std::collections::HashSet;
use std::time::Duration;

use pingid_rest::RedirectForm;
use serde_json::{Value, json};

use super::{RETURN_URL, now, request};
use crate::stories::Stage;
use crate::stories::web::Form;

/// The claims of the form's token.
fn claims(stage: &Stage, form: &RedirectForm) -> Value {
    let (_, token) = form.fields().find(|(name, _)| *name == "ppm_request").unwrap();
    let account = stage.pingid.client().pingid_account().unwrap();
    let payload = account.envelope().open(token.as_bytes()).unwrap();
    serde_json::from_slice(&payload).unwrap()
}

fn attribute<'a>(claims: &'a Value, name: &str) -> Option<&'a str> {
    let attributes = claims["attributes"].as_array().unwrap();
    let found = attributes.iter().find(|item| item["name"] == name)?;
    found["value"].as_str()
}

#[tokio::test]
async fn a_request_says_who_asks_for_whom_and_until_when() {
    let stage = Stage::new().await;
    let redirects = stage.pingid.redirects();
    let form = redirects.authenticate(request("jdoe").attribute("fname", "John")).unwrap();
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
    let mut own = request("jdoe").issuer("Portal").attribute("isUserAuthenticated", "false");
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
    let stage = Stage::new().await;
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
    let stage = Stage::new().await;
    let issuer = r#""><script>alert('1')</script>&amp;"#;
    let form = stage.pingid.redirects().authenticate(request("jdoe").issuer(issuer)).unwrap();
    let page = form.html();
    // The page's own script, and no other one.
    assert_eq!(page.matches("<script").count(), 1, "{page}");
    assert!(!page.contains("alert('1')"), "{page}");
    assert_eq!(Form::of(&page).field("iss"), issuer);
    let told = format!("{form:?} {:?}", form.pending());
    let token = Form::of(&page).field("ppm_request").to_owned();
    assert!(!told.contains(&token), "{told}");
}
