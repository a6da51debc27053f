//! The examples of the vendor's page, as printed. `tests/scripts/README.md` names their slips.

use std::sync::Arc;

use aic_scripts::{ErrorKind, Level, MemoryIdm, Outcome, Runtime, RuntimeBuilder, Script};
use ping_transport::testing::{FakeTransport, Reaction};
use serde_json::json;

macro_rules! page {
    ($name:literal) => {
        Script::parse($name, include_str!(concat!("../scripts/", $name, ".js")))
    };
}

async fn runs(runtime: RuntimeBuilder, script: Script) -> Outcome {
    let outcome = runtime.build().run(&script).await;
    assert_eq!(outcome.error, None, "{}", script.name());
    outcome
}

fn fake(reactions: impl IntoIterator<Item = Reaction>) -> (Arc<FakeTransport>, RuntimeBuilder) {
    let fake = Arc::new(FakeTransport::new(reactions));
    (Arc::clone(&fake), Runtime::builder().http(fake))
}

#[tokio::test]
async fn the_cookie_goes_into_the_shared_state() {
    let outcome = runs(Runtime::builder(), page!("cookie-name").unwrap()).await;
    assert_eq!(outcome.shared["myCookie"], "8a92ca506c38f08");
}

#[tokio::test]
async fn a_request_is_waited_for() {
    let lib = "exports.generateBearer = function (nodeState) { return 'Bearer abcd-1234'; };";
    let lib = Script::parse("authLib", lib).unwrap();
    let (fake, runtime) = fake([Reaction::json(200, "{}")]);
    let outcome = runs(runtime.library(lib), page!("http-sync").unwrap()).await;
    assert_eq!(outcome.outcome.as_deref(), Some("true"));
    let sent = &fake.received()[0];
    assert_eq!(
        (sent.method.as_str(), sent.url.as_str()),
        ("POST", "https://my.auth.server/authenticate")
    );
    assert_eq!(sent.headers["authorization"], "Bearer abcd-1234");
    assert_eq!(sent.headers["content-type"], "application/json");
    assert_eq!(sent.body, r#"{"username":"bjensen"}"#);
    let authorization = outcome.http[0].headers.iter().find(|(name, _)| name == "authorization");
    assert_eq!(authorization.unwrap().1, "[secret]");
}

#[tokio::test]
async fn a_request_that_is_not_waited_for_is_answered_later() {
    for (reaction, log) in [
        (Reaction::json(200, "{}"), "Returned from async request"),
        (Reaction::json(503, "{}"), "Unexpected response: Service Unavailable"),
    ] {
        let (_, runtime) = fake([reaction]);
        let outcome = runs(runtime, page!("http-async").unwrap()).await;
        assert_eq!(outcome.outcome.as_deref(), Some("true"));
        assert_eq!(outcome.messages(), [log]);
    }
}

#[tokio::test]
async fn a_request_goes_through_a_named_client() {
    let error = page!("http-mtls").unwrap_err();
    assert_eq!((error.kind, error.line), (ErrorKind::Syntax, 1));
    let mtls = Arc::new(FakeTransport::new([Reaction::text(200, "text/plain", "hello")]));
    let (plain, runtime) = fake([]);
    let runtime = runtime.http_client("<myhttpclient>", mtls.clone());
    let outcome = runs(runtime, page!("http-mtls.mended").unwrap()).await;
    assert_eq!((mtls.received().len(), plain.received().len()), (1, 0));
    assert_eq!(outcome.action["header"], "Response code: 200");
    assert_eq!(outcome.action["description"], "hello");
    assert_eq!(outcome.http[0].client_name.as_deref(), Some("<myhttpclient>"));
}

#[tokio::test]
async fn messages_are_logged_at_their_levels() {
    let runtime = Runtime::builder().level(Level::Trace).global("arg", "x");
    let outcome = runs(runtime, page!("logger").unwrap()).await;
    let logs: Vec<_> = outcome.logs.iter().map(|log| (log.level, log.message.as_str())).collect();
    assert_eq!(
        logs,
        [
            (Level::Trace, "Trace with arg x"),
            (Level::Debug, "Debug with arg x"),
            (Level::Info, "Info with arg x"),
            (Level::Warn, "Warn with arg x"),
            (Level::Error, "Error with arg x"),
        ]
    );
}

#[tokio::test]
async fn a_user_is_created_changed_and_deleted() {
    let idm = MemoryIdm::new();
    let runtime = Runtime::builder().idm(idm.clone());
    let outcome = runs(runtime, page!("openidm").unwrap()).await;
    assert_eq!(outcome.outcome.as_deref(), Some("true"));
    let [user, count, queried, status] = &outcome.messages()[..] else {
        panic!("{:?}", outcome.logs)
    };
    let user: serde_json::Value =
        serde_json::from_str(user.strip_prefix("user: ").unwrap()).unwrap();
    assert_eq!(user["mail"], "bjensen@example.com");
    assert_eq!(
        [*count, *queried, *status],
        ["Query result count: 1", "Queried user: Barbara", "Status: OK : Email sent"]
    );
    assert_eq!(idm.resources(), []);
    assert_eq!(idm.outbox()[0].content["to"], "new@example.com");
}

#[tokio::test]
async fn names_are_logged() {
    let outcome = runs(Runtime::builder(), page!("realm").unwrap()).await;
    assert_eq!(outcome.messages(), ["User authentication realm: /alpha"]);
    let lib = "exports.debug = function (logger, name) { logger.debug('By library: ' + name); };";
    let lib = Script::parse("loggingLibrary", lib).unwrap();
    let runtime = Runtime::builder().library(lib);
    let outcome = runs(runtime, page!("script-name").unwrap()).await;
    assert_eq!(outcome.messages(), ["Running script: script-name", "By library: script-name"]);
}

#[tokio::test]
async fn a_secret_authenticates_and_is_masked() {
    let (fake, runtime) = fake([
        Reaction::json(200, r#"{"authenticated": true, "user": "bjensen"}"#),
        Reaction::json(401, ""),
    ]);
    let runtime = runtime.secret("scripted.node.example.secret", "passwd");
    let outcome = runs(runtime.clone(), page!("secrets").unwrap()).await;
    assert_eq!(outcome.messages(), ["Authenticated: true"]);
    assert_eq!(outcome.outcome.as_deref(), Some("true"));
    assert_eq!(fake.received()[0].headers["authorization"], "Basic YmplbnNlbjpwYXNzd2Q=");
    let told = serde_json::to_string(&outcome.http).unwrap();
    assert!(!told.contains("passwd") && !told.contains("YmplbnNlbjpwYXNzd2Q"), "{told}");
    let outcome = runs(runtime, page!("secrets").unwrap()).await;
    assert_eq!(outcome.messages(), ["Authentication not successful. Code: 401"]);
    assert_eq!(outcome.outcome.as_deref(), Some("false"));
}

#[tokio::test]
async fn properties_have_defaults() {
    runs(Runtime::builder(), page!("system-env").unwrap()).await;
}

#[tokio::test]
async fn values_are_made_and_encoded() {
    let error = page!("utils").unwrap_err();
    assert_eq!((error.kind, error.line, error.column), (ErrorKind::Syntax, 7, 32));
    let outcome = runs(Runtime::builder(), page!("utils.mended").unwrap()).await;
    let messages = outcome.messages();
    assert_eq!(messages.len(), 10);
    assert_eq!(
        messages[6..],
        [
            "Encoded text: ZXhhbXBsZXRleHQ=",
            "Decoded text: exampletext",
            "Encoded URL: aHR0cDovL2V4YW1wbGV0ZXh0PQ",
            "Decoded URL: http://exampletext=",
        ]
    );
    assert_eq!(json!(outcome.outcome), json!(null));
}
