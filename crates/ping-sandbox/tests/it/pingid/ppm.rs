//! Sign-on in a browser: forms with signed claims, pages, and the response that goes back.

use std::time::Duration;

use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use ping_sandbox::PingIdAccount;
use serde_json::{Value, json};

use super::{
    NOW,
    authentication::{otp, pair, with, with_phone},
    held, in_time, ok,
};
use crate::support::{Api, Reply};

const AUTH: &str = "/pingid/ppm/auth";

/// The claims of a request that is good for ten minutes.
pub fn claims(api: &Api, user: &str) -> Value {
    json!({
        "iss": "PingFed", "sub": user, "aud": "pingidauthenticator", "nonce": "9t98et98ert",
        "iat": NOW / 1000, "exp": NOW / 1000 + 600, "jti": "a-request", "confVersion": 1,
        "idpAccountId": api.sandbox.pingid().account().org_alias(),
        "returnUrl": "https://sso.example.com/sso/ppm",
        "attributes": [{ "name": "isUserAuthenticated", "value": "true" }],
    })
}

pub async fn post(api: &Api, path: &str, fields: &[(String, String)]) -> Reply {
    let encode = |text: &str| utf8_percent_encode(text, NON_ALPHANUMERIC).to_string();
    let pairs: Vec<String> =
        fields.iter().map(|(name, value)| format!("{}={}", encode(name), encode(value))).collect();
    let headers = [("content-type", "application/x-www-form-urlencoded")];
    let body = pairs.join("&").into_bytes();
    let reply = in_time(api.raw("POST", path, &headers, body)).await.unwrap();
    assert_eq!(reply.header("content-type"), "text/html; charset=utf-8", "{}", reply.text);
    reply
}

pub fn form(account: &PingIdAccount, claims: &Value) -> Vec<(String, String)> {
    let field = |name: &str, value: &str| (name.to_owned(), value.to_owned());
    vec![
        field("idp_account_id", account.org_alias()),
        field("iss", claims["iss"].as_str().unwrap_or_default()),
        field("ppm_request", &account.sign(claims)),
    ]
}

async fn browse(api: &Api, claims: &Value) -> Reply {
    let account = api.sandbox.pingid().account();
    post(api, AUTH, &form(&account, claims)).await
}

fn unescape(text: &str) -> String {
    text.replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&#39;", "'")
        .replace("&amp;", "&")
}

/// What a form of a page would post, and where.
pub fn read_form(page: &str) -> (String, Vec<(String, String)>) {
    let attribute = |tag: &str, name: &str| {
        let (_, rest) = tag.split_once(&format!(" {name}=\""))?;
        Some(unescape(rest.split('"').next()?))
    };
    let (_, form) = page.split_once("<form ").expect("a form");
    let (form, _) = form.split_once("</form>").unwrap();
    assert_eq!(attribute(&format!(" {form}"), "method").as_deref(), Some("post"));
    let action = attribute(form, "action").unwrap();
    let fields = form
        .split("<input")
        .skip(1)
        .map(|tag| {
            let tag = tag.split('>').next().unwrap();
            let value = attribute(tag, "value").unwrap_or_default();
            (attribute(tag, "name").unwrap(), value)
        })
        .collect();
    (action, fields)
}

pub fn fill(fields: &mut [(String, String)], name: &str, value: &str) {
    let field = fields.iter_mut().find(|(field, _)| field == name);
    value.clone_into(&mut field.expect(name).1);
}

/// The claims that go back to the identity provider.
#[track_caller]
pub fn response(api: &Api, reply: &Reply) -> Value {
    assert_eq!(reply.status, 200, "{}", reply.text);
    let (action, fields) = read_form(&reply.text);
    assert_eq!(action, "https://sso.example.com/sso/ppm");
    let [(name, token)] = fields.as_slice() else {
        panic!("{fields:?}");
    };
    assert_eq!(name, "ppm_response");
    api.sandbox.pingid().account().open(token).unwrap()
}

#[track_caller]
pub fn failed(api: &Api, reply: &Reply, code: &str) {
    let claims = response(api, reply);
    assert_eq!(claims["status"], "failure", "{claims}");
    assert_eq!(claims["errorCode"], code, "{claims}");
    assert!(!claims["message"].as_str().unwrap().is_empty());
}

#[track_caller]
pub fn succeeded(api: &Api, reply: &Reply) {
    let claims = response(api, reply);
    assert_eq!(claims["status"], "success", "{claims}");
}

#[tokio::test]
async fn a_push_is_waited_for_and_the_response_is_signed() {
    let api = Api::start().await;
    let pingid = api.sandbox.pingid();
    with_phone(&api, "ann").await;
    let request = claims(&api, "ann");
    let reply = held(browse(&api, &request), async {
        pingid.next_push("ann").await;
        api.sandbox.clock().advance(Duration::from_secs(30));
        pingid.approve("ann").unwrap();
    })
    .await;
    assert_eq!(reply.operation(), "pingid.ppm_auth");
    let response = response(&api, &reply);
    let alias = pingid.account().org_alias().to_owned();
    let now = NOW / 1000 + 30;
    for (name, value) in [
        ("iss", json!("pingidauthenticator")),
        ("aud", json!("PingFed")),
        ("sub", json!("ann")),
        ("nonce", json!("9t98et98ert")),
        ("inResponseTo", json!("a-request")),
        ("status", json!("success")),
        ("idpAccountId", json!(alias)),
        ("dst", json!("https://sso.example.com/sso/ppm")),
        ("authnContext", json!("urn:oasis:names:tc:SAML:2.0:ac:classes:Telephony")),
        ("iat", json!(now)),
        ("exp", json!(now + 300)),
    ] {
        assert_eq!(response.get(name), Some(&value), "{name}");
    }
    assert_ne!(response["jti"], "a-request");
    assert!(response.get("errorCode").is_none());
    assert_eq!(super::details(&api, "ann").await["lastLogin"], now * 1000);

    for (meanwhile, code) in [
        (Box::new(|| pingid.deny("ann").unwrap()) as Box<dyn Fn()>, "PINGID_001"),
        (
            Box::new(|| {
                pingid.claim_push("ann").unwrap();
                api.sandbox.clock().advance(Duration::from_secs(60));
            }),
            "PINGID_003",
        ),
    ] {
        let reply = held(browse(&api, &request), async {
            pingid.next_push("ann").await;
            meanwhile();
        })
        .await;
        failed(&api, &reply, code);
    }
    assert!(pingid.pushes().is_empty());
}

#[tokio::test]
async fn a_page_asks_for_a_passcode() {
    let api = Api::start().await;
    super::add(&api, "ann", false).await;
    pair(&api, "ann", "SMS", "13035551234").await;
    let page = browse(&api, &claims(&api, "ann")).await;
    assert_eq!(page.status, 200);
    let sent = otp(&api, "SMS", "+13035551234").await;
    let (action, mut fields) = read_form(&page.text);
    assert_eq!(action, AUTH);
    let names: Vec<&str> = fields.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(names, ["idp_account_id", "iss", "ppm_request", "session_id", "otp"]);
    fill(&mut fields, "otp", "12345");
    let page = post(&api, AUTH, &fields).await;
    assert!(page.text.contains("The passcode is wrong."), "{}", page.text);
    // A session is its user's.
    super::add(&api, "bob", false).await;
    let mut foreign = form(&api.sandbox.pingid().account(), &claims(&api, "bob"));
    foreign.extend(fields[3..].iter().cloned());
    failed(&api, &post(&api, AUTH, &foreign).await, "PINGID_004");
    // The request may expire while the user looks for the phone.
    api.sandbox.clock().advance(Duration::from_secs(601));
    let (_, mut fields) = read_form(&page.text);
    fill(&mut fields, "otp", sent.as_str().unwrap());
    succeeded(&api, &post(&api, AUTH, &fields).await);
    failed(&api, &post(&api, AUTH, &fields).await, "PINGID_004");
}

#[tokio::test]
async fn a_phone_out_of_reach_shows_a_passcode_for_the_page() {
    let api = Api::start().await;
    let pingid = api.sandbox.pingid();
    let phone = with_phone(&api, "ann").await;
    let request = claims(&api, "ann");
    let page = held(browse(&api, &request), async {
        pingid.next_push("ann").await;
        pingid.reachable(phone, false).unwrap();
    })
    .await;
    let (_, mut fields) = read_form(&page.text);
    fill(&mut fields, "otp", &pingid.app_otp(phone).unwrap());
    succeeded(&api, &post(&api, AUTH, &fields).await);
    // Five wrong ones end it.
    let page = browse(&api, &request).await;
    let (_, mut fields) = read_form(&page.text);
    fill(&mut fields, "otp", "12345");
    for _ in 0..4 {
        assert!(post(&api, AUTH, &fields).await.text.contains("wrong"));
    }
    failed(&api, &post(&api, AUTH, &fields).await, "PINGID_004");
}

#[tokio::test]
async fn bypass_and_users_who_cannot_sign_on() {
    let api = Api::start().await;
    failed(&api, &browse(&api, &claims(&api, "nobody")).await, "PINGID_006");
    super::add(&api, "ann", false).await;
    failed(&api, &browse(&api, &claims(&api, "ann")).await, "PINGID_006");
    pair(&api, "ann", "SMS", "13035551234").await;
    let service = json!({ "userName": "ann", "spAlias": "vpn" });
    ok(&api, "addservice", service).await;
    let bypass = json!({ "userName": "ann", "bypassUntil": NOW + 1_000, "spAliases": ["vpn"] });
    ok(&api, "userbypass", bypass).await;
    let on = |alias: &str| {
        let attributes = json!([{ "name": "pingidSpAlias", "value": alias }]);
        with(claims(&api, "ann"), "attributes", attributes)
    };
    succeeded(&api, &browse(&api, &on("vpn")).await);
    let page = browse(&api, &on("pingone")).await;
    assert!(page.text.contains("name=\"otp\""), "{}", page.text);
    failed(&api, &browse(&api, &on("fax")).await, "AUTH_002");
    ok(&api, "suspenduser", json!({ "userName": "ann" })).await;
    failed(&api, &browse(&api, &on("vpn")).await, "PINGID_002");
}

#[tokio::test]
async fn a_request_that_does_not_fit_fails_where_the_account_is_known() {
    let api = Api::start().await;
    super::add(&api, "ann", false).await;
    pair(&api, "ann", "SMS", "13035551234").await;
    let account = api.sandbox.pingid().account();
    for (name, value, code) in [
        ("exp", json!(NOW / 1000), "PINGID_003"),
        ("exp", json!(NOW), "PINGID_003"),
        ("exp", Value::Null, "AUTH_002"),
        ("aud", json!("md"), "AUTH_002"),
        ("sub", json!(""), "AUTH_002"),
        ("nonce", Value::Null, "AUTH_002"),
        ("idpAccountId", json!("another"), "AUTH_002"),
        ("attributes", json!([{ "name": "isUserAuthenticated", "value": "false" }]), "AUTH_002"),
    ] {
        let request = with(claims(&api, "ann"), name, value);
        failed(&api, &browse(&api, &request).await, code);
    }
    let mut fields = form(&account, &claims(&api, "ann"));
    fill(&mut fields, "iss", "Mallory");
    failed(&api, &post(&api, AUTH, &fields).await, "AUTH_002");
    fill(&mut fields, "iss", "null");
    failed(&api, &post(&api, AUTH, &fields).await, "AUTH_002");
    assert!(api.sandbox.outbox().all().is_empty());
    // Milliseconds are taken, as are claims that may be left out.
    let mut request = with(claims(&api, "ann"), "exp", NOW + 1_000);
    for name in ["jti", "attributes", "iat"] {
        request.as_object_mut().unwrap().remove(name);
    }
    assert!(browse(&api, &request).await.text.contains("name=\"otp\""));
}

#[tokio::test]
async fn nothing_is_signed_for_a_request_that_is_not_believed() {
    let api = Api::start().await;
    with_phone(&api, "ann").await;
    let account = api.sandbox.pingid().account();
    let good = form(&account, &claims(&api, "ann"));
    let changed = |name: &str, value: &str| {
        let mut fields = good.clone();
        fill(&mut fields, name, value);
        fields
    };
    let key = "JWC41crr322aUfdckVfJKHvGKNIPyAPGL7rMsTbzHlA=";
    let stranger = PingIdAccount::new(account.org_alias(), account.token(), key).unwrap();
    let signed = |claims: &Value| changed("ppm_request", &account.sign(claims));
    let returning = |url: Value| signed(&with(claims(&api, "ann"), "returnUrl", url));
    for (name, fields) in [
        ("nothing", vec![]),
        ("no token", good[..2].to_vec()),
        ("another key", changed("ppm_request", &stranger.sign(&claims(&api, "ann")))),
        ("no JWS", changed("ppm_request", "<script>")),
        ("not claims", signed(&json!(["ann"]))),
        ("another account", changed("idp_account_id", "another")),
        ("nowhere to go", returning(Value::Null)),
        ("a script", returning(json!("javascript:alert(1)"))),
        ("no URL", returning(json!("https://a b"))),
    ] {
        let reply = post(&api, AUTH, &fields).await;
        assert_eq!(reply.status, 400, "{name}");
        assert!(!reply.text.contains("<form"), "{name}: {}", reply.text);
        assert!(!reply.text.contains("<script"), "{name}: {}", reply.text);
    }
    assert!(api.sandbox.pingid().pushes().is_empty());
}

#[tokio::test]
async fn what_comes_from_elsewhere_is_escaped() {
    let api = Api::start().await;
    let account = api.sandbox.pingid().account();
    let name = "<script>alert(\"1\")</script>'&amp;";
    super::add(&api, name, false).await;
    pair(&api, name, "SMS", "13035551234").await;
    let mut request = claims(&api, name);
    request["iss"] = json!("\"><script>");
    request["returnUrl"] = json!("https://sso.example.com/?a=1&b='");
    let page = post(&api, AUTH, &form(&account, &request)).await;
    assert!(!page.text.contains("<script"), "{}", page.text);
    let sent = otp(&api, "SMS", "+13035551234").await;
    let (_, mut fields) = read_form(&page.text);
    assert_eq!(fields[1].1, "\"><script>");
    fill(&mut fields, "otp", sent.as_str().unwrap());
    let reply = post(&api, AUTH, &fields).await;
    let (action, fields) = read_form(&reply.text);
    assert_eq!(action, "https://sso.example.com/?a=1&b='");
    assert!(reply.text.contains("action=\"https://sso.example.com/?a=1&amp;b=&#39;\""));
    let claims = account.open(&fields[0].1).unwrap();
    assert_eq!((&claims["sub"], &claims["aud"]), (&json!(name), &request["iss"]));
}
