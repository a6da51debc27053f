//! PingID's replies: signed or not, wrapped or not, and what counts as success.

use std::sync::Arc;

use ping_models::OpenValue;
use ping_sandbox::{ReplyForm, Sandbox};
use ping_transport::pingid::Account;
use ping_transport::testing::{FakeTransport, ManualClock, Reaction};
use ping_transport::{Client, Error, ErrorBody, ErrorKind};
use serde_json::{Value, json};

use crate::envelope::{ALIAS, KEY, TOKEN, account, forge, header};
use crate::support::{DETAILS, ENVIRONMENT, everything, fake, requests};

pub(crate) fn pingid(script: impl IntoIterator<Item = Reaction>) -> (Arc<FakeTransport>, Client) {
    let fake = Arc::new(FakeTransport::new(script));
    let client = Client::builder()
        .pingid(account(KEY, TOKEN, ALIAS))
        .transport(fake.clone())
        .clock(Arc::new(ManualClock::fixed()))
        .build()
        .unwrap();
    (fake, client)
}

pub(crate) async fn details(client: &Client) -> Result<OpenValue, Error> {
    let call = client.request(&DETAILS).json(&json!({"userName": "joe"}).into());
    call.call().await
}

pub(crate) fn signed(status: u16, payload: &Value) -> Reaction {
    let token = forge(KEY, &header(), payload.to_string().as_bytes());
    Reaction::text(status, "text/plain", token)
}

fn plain(status: u16, body: &Value) -> Reaction {
    Reaction::json(status, body.to_string())
}

#[tokio::test]
async fn replies_that_are_believed() {
    let user = json!({"errorId": 200, "errorMsg": "ok", "userDetails": {"userId": 1}});
    let with = |id: Value| json!({"errorId": id, "userDetails": {"userId": 1}});
    let table = [
        ("bare", signed(200, &user), user.clone()),
        ("wrapped", signed(200, &json!({"responseBody": user})), user.clone()),
        ("wrapped with company", signed(200, &json!({"responseBody": user, "x": 1})), user.clone()),
        ("id as text", signed(200, &with("200".into())), with("200".into())),
        (
            "whatever the message",
            signed(200, &json!({"errorId": 200, "errorMsg": "denied"})),
            json!({"errorId": 200, "errorMsg": "denied"}),
        ),
        (
            "message null",
            signed(200, &json!({"errorId": 200, "errorMsg": null})),
            json!({"errorId": 200, "errorMsg": null}),
        ),
        (
            "white space around",
            Reaction::text(
                200,
                "text/plain",
                format!("\r\n {} \n", forge(KEY, &header(), user.to_string().as_bytes())),
            ),
            user.clone(),
        ),
        (
            "any media type",
            Reaction::text(
                200,
                "application/octet-stream",
                forge(KEY, &header(), user.to_string().as_bytes()),
            ),
            user.clone(),
        ),
    ];
    for (name, reply, body) in table {
        let (fake, client) = pingid([reply]);
        let answer = details(&client).await.unwrap_or_else(|error| panic!("{name}: {error}"));
        assert_eq!(answer.to_value(), body, "{name}");
        assert_eq!(fake.received().len(), 1);
    }
}

struct Row {
    name: &'static str,
    reply: Reaction,
    kind: ErrorKind,
    id: Option<i64>,
    correlation: Option<&'static str>,
    text: &'static str,
}

#[tokio::test]
async fn replies_that_are_errors() {
    use ErrorKind::{Api, Decode, Envelope, PingId};
    let failed = json!({"errorId": 10564, "errorMsg": "User not exists.", "uniqueMsgId": "webs_1", "clientData": null});
    let success = json!({"errorId": 200, "errorMsg": "ok", "userDetails": {}});
    let wrap = |body: &Value| json!({"responseBody": body});
    let other_key = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";
    let forged = |key: &str, header: Value| {
        Reaction::text(200, "text/plain", forge(key, &header, success.to_string().as_bytes()))
    };
    let unsigned_is = "the reply cannot be believed: it is not signed, so nothing in it counts as \
         success. Check that the properties file belongs to this organization and region";
    let no_id = "the answer does not have the documented shape: at `errorId`: expected an integer, \
         but the reply has none";
    let not_existing = "errorId 10564: User not exists. (correlation id webs_1)";
    #[rustfmt::skip]
    let table = [
        Row { name: "signed, 400", reply: signed(400, &wrap(&failed)), kind: PingId, id: Some(10564), correlation: Some("webs_1"), text: not_existing },
        Row { name: "signed, 200", reply: signed(200, &failed), kind: PingId, id: Some(10564), correlation: Some("webs_1"), text: not_existing },
        Row { name: "unsigned, 400", reply: plain(400, &wrap(&failed)), kind: PingId, id: Some(10564), correlation: Some("webs_1"), text: not_existing },
        Row { name: "unsigned, 200", reply: plain(200, &failed), kind: PingId, id: Some(10564), correlation: Some("webs_1"), text: not_existing },
        Row { name: "the header's correlation id first", reply: plain(400, &failed).header("correlation-id", "h-1"), kind: PingId, id: Some(10564), correlation: Some("h-1"),
            text: "errorId 10564: User not exists. (correlation id h-1)" },
        Row { name: "id as text", reply: signed(400, &json!({"errorId": "10564"})), kind: PingId, id: Some(10564), correlation: None, text: "errorId 10564" },
        Row { name: "message empty", reply: signed(400, &json!({"errorId": 20513, "errorMsg": ""})), kind: PingId, id: Some(20513), correlation: None, text: "errorId 20513" },
        Row { name: "message null", reply: signed(200, &json!({"errorId": 20513, "errorMsg": null})), kind: PingId, id: Some(20513), correlation: None, text: "errorId 20513" },
        Row { name: "message an object", reply: plain(400, &json!({"errorId": 400, "errorMsg": {}})), kind: PingId, id: Some(400), correlation: None, text: "errorId 400" },
        Row { name: "beyond the next steps", reply: signed(200, &json!({"errorId": 30100})), kind: PingId, id: Some(30100), correlation: None, text: "errorId 30100" },
        Row { name: "negative", reply: signed(200, &json!({"errorId": -1})), kind: PingId, id: Some(-1), correlation: None, text: "errorId -1" },
        Row { name: "an id of another kind", reply: signed(200, &json!({"errorId": {"a": 200}})), kind: Decode, id: None, correlation: None,
            text: "the answer does not have the documented shape: at `errorId`: expected an integer, or one as a string" },
        Row { name: "no id", reply: signed(200, &json!({"jobToken": "j"})), kind: Decode, id: None, correlation: None, text: no_id },
        Row { name: "id null", reply: signed(200, &wrap(&json!({"errorId": null, "userDetails": {}}))), kind: Decode, id: None, correlation: None, text: no_id },
        Row { name: "the wrapper is null", reply: signed(200, &wrap(&Value::Null)), kind: Decode, id: None, correlation: None, text: no_id },
        Row { name: "a next step where there is none", reply: signed(200, &json!({"errorId": 30008})), kind: PingId, id: Some(30008), correlation: None, text: "errorId 30008" },
        Row { name: "signed, not JSON", reply: Reaction::text(200, "text/plain", forge(KEY, &header(), b"<html>")), kind: Decode, id: None, correlation: None,
            text: "the answer does not have the documented shape: at `.`: expected valid JSON near line 1 column 1" },
        Row { name: "success with 400", reply: signed(400, &success), kind: PingId, id: Some(200), correlation: None, text: "errorId 200: ok" },
        Row { name: "unsigned success", reply: plain(200, &success), kind: Envelope, id: None, correlation: None, text: unsigned_is },
        Row { name: "unsigned success, wrapped", reply: plain(200, &wrap(&success)), kind: Envelope, id: None, correlation: None, text: unsigned_is },
        Row { name: "unsigned success with 400", reply: plain(400, &success), kind: PingId, id: Some(200), correlation: None, text: "errorId 200: ok" },
        Row { name: "unsigned next step", reply: plain(200, &json!({"errorId": 30008})), kind: PingId, id: Some(30008), correlation: None, text: "errorId 30008" },
        Row { name: "unsigned without an id", reply: plain(200, &json!({"userDetails": {}})), kind: Envelope, id: None, correlation: None, text: unsigned_is },
        Row { name: "unsigned, empty object", reply: plain(200, &json!({})), kind: Envelope, id: None, correlation: None, text: unsigned_is },
        Row { name: "unsigned array", reply: plain(200, &json!([success])), kind: Envelope, id: None, correlation: None,
            text: "the reply cannot be believed: it is not a signed token. Check that the properties file belongs to this organization and region" },
        Row { name: "empty", reply: Reaction::text(200, "text/plain", ""), kind: Envelope, id: None, correlation: None,
            text: "the reply cannot be believed: it is not a signed token. Check that the properties file belongs to this organization and region" },
        Row { name: "HTML", reply: Reaction::text(200, "text/html", "<html>"), kind: Envelope, id: None, correlation: None,
            text: "the reply cannot be believed: it is not a signed token. Check that the properties file belongs to this organization and region" },
        Row { name: "another key", reply: forged(other_key, header()), kind: Envelope, id: None, correlation: None,
            text: "the reply cannot be believed: its signature does not fit the account's key. Check that the properties file belongs to this organization and region" },
        Row { name: "another organization", reply: forged(KEY, json!({"alg": "HS256", "org_alias": "b", "token": TOKEN})), kind: Envelope, id: None, correlation: None,
            text: "the reply cannot be believed: its header names another organization. Check that the properties file belongs to this organization and region" },
        Row { name: "another token", reply: forged(KEY, json!({"alg": "HS256", "org_alias": ALIAS, "token": "b"})), kind: Envelope, id: None, correlation: None,
            text: "the reply cannot be believed: its header names another account token. Check that the properties file belongs to this organization and region" },
        Row { name: "HTML, 502", reply: Reaction::text(502, "text/html", "<html>"), kind: Api, id: None, correlation: None, text: "502 with 6 bytes of text/html" },
        Row { name: "gateway, 403", reply: plain(403, &json!({"message": "Forbidden"})).header("correlation-id", "h-1"), kind: Api, id: None, correlation: Some("h-1"),
            text: "403 Forbidden. The gateway knows no such path and method, or the role is missing: check the region, the environment id and the worker's roles (correlation id h-1)" },
        Row { name: "signed with another key, 400", reply: Reaction::text(400, "text/plain", forge(other_key, &header(), failed.to_string().as_bytes())), kind: Api, id: None, correlation: None,
            text: "400 with 282 bytes of text/plain" },
    ];
    for row in table {
        let name = row.name;
        let (fake, client) = pingid([row.reply]);
        let error = details(&client).await.unwrap_err();
        assert_eq!(error.kind(), row.kind, "{name}: {error}");
        assert_eq!(error.pingid_error_id(), row.id, "{name}");
        assert_eq!(error.correlation_id(), row.correlation, "{name}");
        let text = format!("pingid.get_user_details: {}", row.text);
        assert_eq!(error.to_string(), text, "{name}");
        assert!(error.status().is_some(), "{name}");
        assert_eq!(error.operation(), Some("pingid.get_user_details"));
        if let Some(ErrorBody::PingId { error_id, .. }) = error.body() {
            assert_eq!(Some(*error_id), row.id);
        }
        assert!(!everything(&error).contains(TOKEN), "{name}");
        let repeated = error.status().unwrap() == 502;
        assert!(!repeated || error.is_retryable());
        assert_eq!(fake.received().len(), 1, "{name}: a POST is not repeated");
    }
}

#[tokio::test]
async fn only_a_failed_transaction_may_be_tried_again() {
    for (id, retryable) in [(10551, true), (10564, false), (400, false), (20513, false)] {
        let (_, client) = pingid([signed(400, &json!({"errorId": id}))]);
        assert_eq!(details(&client).await.unwrap_err().is_retryable(), retryable, "{id}");
    }
}

#[tokio::test]
async fn what_is_sent() {
    let (fake, client) = pingid([signed(200, &json!({"errorId": 200}))]);
    details(&client).await.unwrap();
    let request = &fake.received()[0];
    assert_eq!(request.method, "POST");
    let url = "https://idpxnyl3m.pingidentity.com/pingid/rest/4/getuserdetails/do";
    assert_eq!(request.url, url);
    assert_eq!(request.headers["content-type"], "application/json");
    assert_eq!(request.headers["accept"], "*/*");
    assert!(!request.headers.contains_key("authorization"));
    let account = account(KEY, TOKEN, ALIAS);
    let payload = account.envelope().open(&request.body).unwrap();
    let payload: Value = serde_json::from_slice(&payload).unwrap();
    assert_eq!(payload["reqBody"], json!({"userName": "joe"}));
    assert_eq!(payload["reqHeader"]["timestamp"], "2026-01-01 00:00:00.000");
}

#[tokio::test]
async fn each_attempt_is_sealed_anew() {
    let (fake, client) = pingid([
        Reaction::json(429, "{}").header("retry-after", "2"),
        signed(200, &json!({"errorId": 200})),
    ]);
    details(&client).await.unwrap();
    let account = account(KEY, TOKEN, ALIAS);
    let times: Vec<_> = fake
        .received()
        .iter()
        .map(|request| {
            let payload = account.envelope().open(&request.body).unwrap();
            let payload: Value = serde_json::from_slice(&payload).unwrap();
            payload["reqHeader"]["timestamp"].as_str().unwrap().to_owned()
        })
        .collect();
    assert_eq!(times[0], "2026-01-01 00:00:00.000");
    assert!(times[1].starts_with("2026-01-01 00:00:02."), "{times:?}");
}

#[tokio::test]
async fn clients_of_one_service_refuse_the_other() {
    let (sent, client) = pingid([]);
    let call = client.request(&ENVIRONMENT).segment("env-1").call();
    for error in [call.describe().unwrap_err(), call.await.unwrap_err()] {
        assert_eq!(error.kind(), ErrorKind::Configuration);
        assert_eq!(error.field(), Some("credentials"));
    }
    assert!(sent.received().is_empty(), "no envelope goes to another service");

    let (sent, client) = fake([]);
    let call = client.request(&DETAILS).call();
    for error in [call.describe().unwrap_err(), call.await.unwrap_err()] {
        assert_eq!(error.kind(), ErrorKind::Configuration);
        assert_eq!(error.field(), Some("pingid"));
    }
    assert!(sent.received().is_empty(), "no bearer token goes to PingID");
}

#[tokio::test]
async fn every_reply_form_of_a_sandbox() {
    let sandbox = Sandbox::start().await;
    let account = Account::from_properties(&sandbox.connection().pingid_properties).unwrap();
    let client = Client::builder()
        .pingid(account)
        .clock(Arc::new(ManualClock::new(sandbox.clock().now())))
        .build()
        .unwrap();
    let forms = [
        ReplyForm::new(),
        ReplyForm::new().without_wrapper(),
        ReplyForm::new().unsigned_errors(),
        ReplyForm::new().unsigned_errors().without_wrapper(),
        ReplyForm::new().camel_case_alias(),
        ReplyForm::new().success_message(None),
    ];
    let count = forms.len();
    for form in forms {
        sandbox.pingid().reply_form(form.clone());
        let error = details(&client).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::PingId, "{form:?}: {error}");
        assert_eq!(error.pingid_error_id(), Some(10564), "{form:?}");
        assert_eq!(error.status().unwrap(), 400);
        assert!(error.correlation_id().is_some(), "{form:?}");
    }
    assert_eq!(requests(&sandbox, "pingid.get_user_details"), count);
}
