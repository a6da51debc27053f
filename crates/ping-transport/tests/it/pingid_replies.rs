//! What counts as a reply of PingID, and as one to the request that was sent.

use std::sync::{Arc, Mutex};

use async_trait::async_trait;
use bytes::Bytes;
use http::Response;
use ping_models::OpenValue;
use ping_transport::testing::{FakeTransport, ManualClock, Reaction};
use ping_transport::{
    Body, Client, Error, ErrorKind, HttpTransport, Operation, Request, TransportError,
};
use serde_json::{Value, json};

use crate::envelope::{ALIAS, KEY, TOKEN, account, forge, header};

type Free = Operation<OpenValue, OpenValue>;

ping_transport::operations! {
    /// Its replies are as most are.
    PLAIN: OpenValue => OpenValue = "pingid.plain",
        POST PingId "/pingid/rest/4/plain/do" as "application/json";
    STEPS: OpenValue => OpenValue = "pingid.steps",
        POST PingId "/pingid/rest/4/steps/do" as "application/json" with Steps;
    JOB: OpenValue => OpenValue = "pingid.job",
        POST PingId "/pingid/rest/4/job/do" as "application/json" with NoErrorId;
    BOUND: OpenValue => OpenValue = "pingid.bound",
        POST PingId "/pingid/rest/4/bound/do" as "application/json" with RepeatsClientData;
    MAYBE: OpenValue => OpenValue = "pingid.maybe",
        POST PingId "/pingid/rest/4/maybe/do" as "application/json" with MayRepeatClientData;
    SESSION: OpenValue => OpenValue = "pingid.session",
        POST PingId "/pingid/rest/4/session/do" as "application/json" with Steps, RepeatsSession;
}

fn client(transport: Arc<dyn HttpTransport>) -> Client {
    Client::builder()
        .pingid(account(KEY, TOKEN, ALIAS))
        .transport(transport)
        .clock(Arc::new(ManualClock::fixed()))
        .build()
        .unwrap()
}

fn token(payload: &str) -> String {
    forge(KEY, &header(), payload.as_bytes())
}

/// What becomes of a payload that the account's key has signed.
async fn told(operation: &'static Free, request: Value, payload: &str) -> Result<Value, Error> {
    let fake = FakeTransport::new([Reaction::text(200, "text/plain", token(payload))]);
    let call = client(Arc::new(fake)).request(operation);
    call.json(&request.into()).call().await.map(|reply| reply.to_value())
}

#[tokio::test]
async fn signed_payloads_that_are_no_replies() {
    for payload in [
        r#"{"reqHeader":{"version":"4.9"},"reqBody":{"userName":"joe"}}"#,
        r#"{"errorId":200,"reqBody":{}}"#,
        r#"{"responseBody":{"errorId":200},"reqHeader":null}"#,
        r#"{"responseBody":{"errorId":200,"reqBody":{"userName":"joe"}}}"#,
        r#"{"iss":"PingFed","sub":"joe","aud":"pingidauthenticator","nonce":"n","exp":1}"#,
        r#"{"iss":"pingidauthenticator","aud":"PingFed","status":"success","errorId":200}"#,
        r#"{"responseBody":{"errorId":200,"aud":"PingFed"}}"#,
        r#"{"ppm_request":"eyJ","errorId":200}"#,
        r#"{"errorId":200,"errorId":200}"#,
        r#"{"errorId":200,"errorId":500}"#,
        r#"{"errorId":20513,"errorId":20513}"#,
        r#"{"errorId":200,"error\u0049d":20513}"#,
        r#"{"responseBody":{"errorId":200,"errorId":200}}"#,
        r#"{"responseBody":{"errorId":20513},"responseBody":{"errorId":200}}"#,
        r#"{"responseBody":{"errorId":200},"errorId":20513}"#,
        r#"{"responseBody":"{\"errorId\":200}"}"#,
        r#"{"responseBody":"ok","errorId":200}"#,
        r#"{"responseBody":[{"errorId":200}],"errorId":200}"#,
        r#"{"responseBody":200,"errorId":200}"#,
        r#"{"errorId":200,"deviceId":1,"deviceId":2}"#,
    ] {
        for operation in [&PLAIN, &STEPS, &JOB, &BOUND, &MAYBE, &SESSION] {
            let error = told(operation, json!({}), payload).await.unwrap_err();
            assert_eq!(error.kind(), ErrorKind::Envelope, "{payload}: {error}");
            assert!(!error.to_string().contains("properties file"), "{error}");
        }
        // Nothing in it is the reason of a refusal either.
        for body in [token(payload), payload.to_owned()] {
            let fake = FakeTransport::new([Reaction::text(400, "text/plain", body)]);
            let call = client(Arc::new(fake)).request(&PLAIN).json(&json!({}).into());
            let error = call.call().await.unwrap_err();
            assert_eq!(error.pingid_error_id(), None, "{payload}");
        }
    }
}

#[tokio::test]
async fn what_may_be_missing_or_lead_on_is_the_operations_own() {
    let step = json!({"errorId": 30008});
    for id in [30_000, 30_008, 30_099] {
        let step = json!({ "errorId": id });
        let reply = told(&STEPS, json!({}), &step.to_string()).await.unwrap();
        assert_eq!(reply, step);
    }
    for operation in [&PLAIN, &JOB] {
        let error = told(operation, json!({}), &step.to_string()).await;
        assert_eq!(error.unwrap_err().pingid_error_id(), Some(30_008));
    }
    let nothing = r#"{"jobToken":"j"}"#;
    let reply = told(&JOB, json!({}), nothing).await.unwrap();
    assert_eq!(reply, json!({"jobToken": "j"}));
    for operation in [&PLAIN, &STEPS] {
        let error = told(operation, json!({}), nothing).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Decode, "{error}");
        assert_eq!(error.decode_error().unwrap().path(), "errorId");
    }
}

/// Answers with `errorId` 200 and what a test makes of the `clientData` that came.
struct Service {
    reply: fn(&Value) -> Value,
    came: Mutex<Vec<Value>>,
}

impl Service {
    fn new(reply: fn(&Value) -> Value) -> Arc<Self> {
        let came = Mutex::default();
        Arc::new(Self { reply, came })
    }
}

#[async_trait]
impl HttpTransport for Service {
    async fn send(&self, request: Request) -> Result<Response<Body>, TransportError> {
        assert!(request.operation.is_some());
        let account = account(KEY, TOKEN, ALIAS);
        let payload = account.envelope().open(&request.body).unwrap();
        let payload: Value = serde_json::from_slice(&payload).unwrap();
        let body = payload["reqBody"].clone();
        let reply = (self.reply)(&body);
        self.came.lock().unwrap().push(body);
        Ok(Response::new(Body::full(Bytes::from(token(&reply.to_string())))))
    }
}

async fn asked(
    service: &Arc<Service>,
    operation: &'static Free,
    request: Value,
) -> Result<Value, Error> {
    let call = client(service.clone()).request(operation);
    let reply = call.json(&request.into()).call().await?;
    Ok(reply.to_value())
}

#[tokio::test]
async fn a_request_carries_what_nobody_can_guess_and_the_caller_sees_what_was_given() {
    let service = Service::new(
        |body| json!({"responseBody": {"errorId": 200, "clientData": body["clientData"], "x": 1}}),
    );
    for operation in [&BOUND, &MAYBE] {
        for (given, seen) in [
            (json!({"a": [1]}), json!(null)),
            (json!({}), json!(null)),
            (json!({"clientData": null}), json!(null)),
            (json!({"clientData": ""}), json!("")),
            (json!({"clientData": "my \"own\" \u{e9}"}), json!("my \"own\" \u{e9}")),
        ] {
            let reply = asked(&service, operation, given.clone()).await.unwrap();
            let expected = json!({"errorId": 200, "clientData": seen, "x": 1});
            assert_eq!(reply, expected, "{given}");
            let came = service.came.lock().unwrap().last().cloned().unwrap();
            let mark = came["clientData"].as_str().unwrap();
            let own = given["clientData"].as_str().unwrap_or_default();
            assert!(mark.starts_with(own), "{came}");
            assert!(mark.len() >= own.len() + 22, "{came}");
            assert_eq!(came["a"], given["a"]);
        }
    }
    let came = service.came.lock().unwrap().clone();
    let marks: std::collections::BTreeSet<_> =
        came.iter().map(|body| body["clientData"].as_str().unwrap()).collect();
    assert_eq!(marks.len(), came.len(), "no mark comes twice");
    // Where the reply repeats nothing, nothing is asked to be repeated.
    asked(&service, &PLAIN, json!({"a": 1})).await.unwrap();
    let came = service.came.lock().unwrap().last().cloned();
    assert_eq!(came, Some(json!({"a": 1})));
}

#[tokio::test]
async fn a_reply_to_another_request_is_not_believed() {
    for wrong in [
        (|_| json!({"errorId": 200, "clientData": "of another"})) as fn(&Value) -> Value,
        |_| json!({"errorId": 200, "clientData": ""}),
        |_| json!({"errorId": 200, "clientData": 5}),
        |_| json!({"errorId": 200, "clientData": {"a": 1}}),
        |body| json!({"errorId": 200, "clientData": [body["clientData"]]}),
        |body| {
            let mark = body["clientData"].as_str().unwrap();
            json!({"errorId": 200, "clientData": mark.to_uppercase()})
        },
    ] {
        for operation in [&BOUND, &MAYBE] {
            for given in [json!({}), json!({"clientData": "of another"})] {
                let service = Service::new(wrong);
                let error = asked(&service, operation, given).await.unwrap_err();
                assert_eq!(error.kind(), ErrorKind::Envelope, "{error}");
            }
        }
    }
    for silent in [
        (|_| json!({"errorId": 200})) as fn(&Value) -> Value,
        |_| json!({"errorId": 200, "clientData": null}),
    ] {
        let service = Service::new(silent);
        let error = asked(&service, &BOUND, json!({})).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Envelope, "{error}");
        assert!(asked(&service, &MAYBE, json!({})).await.is_ok());
    }
    // A refusal is one whatever it repeats.
    let service = Service::new(|_| json!({"errorId": 20513, "clientData": "of another"}));
    let error = asked(&service, &BOUND, json!({})).await.unwrap_err();
    assert_eq!(error.pingid_error_id(), Some(20_513));
}

#[tokio::test]
async fn a_repeated_request_is_the_same_request() {
    let fake = Arc::new(FakeTransport::new([
        Reaction::json(429, "{}").header("retry-after", "2"),
        Reaction::json(503, "{}"),
    ]));
    let call = client(fake.clone()).request(&BOUND).json(&json!({}).into());
    assert!(call.repeatable().call().await.is_err());
    let came: Vec<Value> = fake
        .received()
        .iter()
        .map(|request| {
            let account = account(KEY, TOKEN, ALIAS);
            let payload = account.envelope().open(&request.body).unwrap();
            serde_json::from_slice::<Value>(&payload).unwrap()["reqBody"].take()
        })
        .collect();
    assert!(came.len() > 1);
    assert!(came.iter().all(|body| *body == came[0]), "{came:?}");
}

#[tokio::test]
async fn a_success_names_the_session_of_its_request() {
    let request = || json!({"sessionId": "webs_bob"});
    for (id, session, fine) in [
        (200, json!("webs_bob"), true),
        (200, json!(null), true),
        (200, json!(""), true),
        (200, json!("webs_alice"), false),
        // What leads on may lead to another one.
        (30_006, json!("webs_next"), true),
    ] {
        let payload = json!({"errorId": id, "sessionId": session}).to_string();
        let reply = told(&SESSION, request(), &payload).await;
        match reply {
            Ok(_) => assert!(fine, "{payload}"),
            Err(error) => {
                assert!(!fine, "{payload}: {error}");
                assert_eq!(error.kind(), ErrorKind::Envelope);
            }
        }
        assert!(told(&STEPS, request(), &payload).await.is_ok());
    }
}

#[tokio::test]
async fn details_are_of_the_user_who_was_asked_for() {
    for (request, reply, fine) in [
        (json!({"userName": "alice"}), json!({"userName": "alice"}), true),
        (json!({"userName": "alice"}), json!({"userName": "Alice"}), true),
        (json!({"userName": "J\u{d6}RG"}), json!({"userName": "j\u{f6}rg"}), true),
        (json!({"userName": "alice"}), json!({"userName": null}), true),
        (json!({"userName": "alice"}), json!(null), true),
        (json!({"serialNumber": "1"}), json!({"userName": "alice"}), true),
        (json!({"userName": "alice"}), json!({"userName": "mallory"}), false),
        (json!({"username": "alice"}), json!({"userName": "mallory"}), false),
        (json!({"userName": "alice"}), json!({"userName": ""}), false),
    ] {
        for payload in [
            json!({"errorId": 200, "userDetails": reply}),
            json!({"responseBody": {"errorId": 200, "userDetails": reply}}),
        ] {
            let told = told(&PLAIN, request.clone(), &payload.to_string()).await;
            match told {
                Ok(_) => assert!(fine, "{payload}"),
                Err(error) => {
                    assert!(!fine, "{payload}: {error}");
                    assert_eq!(error.kind(), ErrorKind::Envelope);
                    assert!(!error.to_string().contains("mallory"), "{error}");
                }
            }
        }
    }
    let twice = r#"{"errorId":200,"userDetails":{"userName":"alice","userName":"mallory"}}"#;
    let error = told(&PLAIN, json!({"userName": "alice"}), twice).await;
    assert_eq!(error.unwrap_err().kind(), ErrorKind::Envelope);
}

#[tokio::test]
async fn client_data_is_a_text() {
    let service = Service::new(|_| json!({"errorId": 200}));
    let error = asked(&service, &BOUND, json!({"clientData": 5})).await;
    let error = error.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::InvalidInput);
    assert_eq!(error.field(), Some("clientData"));
    assert!(service.came.lock().unwrap().is_empty());
}

#[test]
fn a_described_call_says_that_something_random_is_sent() {
    let call = |request: Value| {
        let call = client(Arc::new(FakeTransport::new([]))).request(&BOUND);
        call.json(&request.into()).call().describe().unwrap()
    };
    let body = |request| -> Value { serde_json::from_str(&call(request).body.unwrap()).unwrap() };
    let described = body(json!({"a": 1}));
    assert_eq!(described["reqBody"], json!({"a": 1, "clientData": "[random]"}));
    let described = body(json!({"clientData": "mine"}));
    assert_eq!(described["reqBody"]["clientData"], "mine.[random]");
}
