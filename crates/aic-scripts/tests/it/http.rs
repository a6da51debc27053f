//! `httpClient`.

use std::sync::Arc;
use std::time::Duration;

use aic_scripts::{ErrorKind, Limits, Runtime, RuntimeBuilder};
use ping_transport::ReqwestTransport;
use ping_transport::testing::{FakeTransport, Reaction};
use serde_json::json;

use crate::{logs, run_with};

fn fake(reactions: impl IntoIterator<Item = Reaction>) -> (Arc<FakeTransport>, RuntimeBuilder) {
    let fake = Arc::new(FakeTransport::new(reactions));
    (Arc::clone(&fake), Runtime::builder().http(fake).transaction_id("t-1"))
}

#[tokio::test]
async fn bodies_are_written_as_the_service_writes_them() {
    let (fake, runtime) = fake([Reaction::json(200, "{}"), Reaction::json(200, "{}")]);
    logs(
        runtime,
        "httpClient.send('https://example.com/a', {method: 'POST', body: {
             one: 1, half: 1.5, none: undefined, inner: {u: undefined, n: null},
             list: [1, undefined, 'x'], f: function () {}
         }}).get();
         httpClient.send('https://example.com/b', {method: 'PUT', body: JSON.stringify({one: 1})})
             .get();",
    )
    .await;
    let sent = fake.received();
    assert_eq!(
        sent[0].body,
        r#"{"one":1.0,"half":1.5,"none":null,"inner":{"u":null,"n":null},"list":[1.0,null,"x"]}"#
    );
    assert_eq!(sent[0].headers["content-type"], "application/json; charset=UTF-8");
    assert_eq!(sent[0].headers["x-forgerock-transactionid"], "t-1");
    assert_eq!(sent[1].body, r#"{"one":1}"#);
    assert!(!sent[1].headers.contains_key("content-type"));
}

#[tokio::test]
async fn forms_are_encoded_and_bodies_of_get_left_out() {
    let (fake, runtime) = fake((0..4).map(|_| Reaction::json(200, "{}")));
    logs(
        runtime,
        "httpClient.send('https://example.com/a', {
             method: 'POST', form: {field1: 'a b', field2: '\u{00e9}&='}, token: 'Bearer x',
             headers: {'X-Number': 5, Accept: 'text/plain'}
         }).get();
         httpClient.send('https://example.com/b', {body: {a: 1}}).get();
         httpClient.send('https://example.com/b', {method: 'HEAD', body: 'x'}).get();
         httpClient.send('https://example.com/b', {method: 'DELETE', body: 'x'}).get();",
    )
    .await;
    let sent = fake.received();
    let methods: Vec<_> =
        sent[1..].iter().map(|sent| (sent.method.as_str(), sent.body.len())).collect();
    assert_eq!(methods, [("GET", 0), ("HEAD", 0), ("DELETE", 1)]);
    assert_eq!(sent[0].body, "field1=a+b&field2=%C3%A9%26%3D");
    assert_eq!(sent[0].headers["content-type"], "application/x-www-form-urlencoded");
    assert_eq!(sent[0].headers["authorization"], "Bearer x");
    assert_eq!(sent[0].headers["accept"], "text/plain");
}

#[tokio::test]
async fn answers_are_those_of_the_fetch_api() {
    let (_, runtime) = fake([
        Reaction::json(200, r#"{"a": [1, {"b": null}]}"#).header("x-a", "b"),
        Reaction::text(404, "application/x-www-form-urlencoded", "a=1+2&b=%C3%A9&a=3"),
        Reaction::text(200, "text/plain", "plain"),
    ]);
    let logged = logs(
        runtime,
        "var r = httpClient.send('https://example.com').get();
         logger.debug('{} {} {} {} {}', [r.status, r.statusText, r.ok, r.headers['x-a'],
             JSON.stringify(r.json())]);
         r = httpClient.send('https://example.com').get();
         logger.debug('{} {} {} {}', [r.status, r.statusText, r.ok, r.formData()]);
         r = httpClient.send('https://example.com').get();
         logger.debug(r.text());
         try { r.json(); } catch (e) { logger.debug(e.message); }
         logger.debug(JSON.stringify(r));",
    )
    .await;
    assert_eq!(
        logged,
        [
            r#"200 OK true b {"a":[1,{"b":null}]}"#,
            r#"404 Not Found false {"a":"1 2","b":"é"}"#,
            "plain",
            "the body of the answer is not JSON",
            r#"{"status":200,"statusText":"OK","ok":true,"headers":{"content-type":"text/plain"}}"#,
        ]
    );
}

#[tokio::test]
async fn a_host_that_is_down_is_an_exception() {
    // A port that was free a moment ago.
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}/x", listener.local_addr().unwrap());
    drop(listener);
    let http = Arc::new(ReqwestTransport::builder().build().unwrap());
    let runtime = Runtime::builder().http(http).global("url", url);
    let outcome = run_with(
        runtime.clone(),
        "try { httpClient.send(url).get(); } catch (e) {
             logger.debug(e.javaException.getMessage() === e.message);
         }
         httpClient.send(url).then(function () { logger.debug('answered'); })
             .thenCatch(function (e) { logger.debug(typeof e.message + ' ' + (e.javaException === undefined)); });
         httpClient.send(url).then(function () { logger.debug('answered'); });
         action.goTo('end');",
    )
    .await;
    assert_eq!(outcome.error, None);
    assert_eq!(outcome.messages(), ["true", "string true"]);
    assert_eq!(outcome.http.len(), 3);
    assert!(outcome.http.iter().all(|call| call.status.is_none() && call.error.is_some()));
    assert_eq!(outcome.warnings.len(), 1, "{:?}", outcome.warnings);
    let error = run_with(runtime, "\n httpClient.send(url).get();").await.error.unwrap();
    assert_eq!((error.kind, error.line), (ErrorKind::Exception, 2));
}

#[tokio::test]
async fn what_comes_later_changes_nothing_but_the_log() {
    let (_, runtime) = fake([Reaction::json(200, "{}"), Reaction::json(200, "{}")]);
    let outcome = run_with(
        runtime,
        "httpClient.send('https://example.com').then(function (r) {
             nodeState.putShared('late', true);
             action.goTo('late');
             logger.debug('late ' + r.status);
             return 5;
         }).then(function (five) { logger.debug('then ' + five); throw new Error('boo'); })
           .thenCatch(function (e) { logger.debug('caught ' + e.message); });
         var five = httpClient.send('https://example.com')
             .then(function () { return 5; }).get();
         logger.debug('got ' + five);
         action.goTo('soon');",
    )
    .await;
    assert_eq!(outcome.error, None);
    assert_eq!(outcome.messages(), ["got 5", "late 200", "then 5", "caught boo"]);
    assert_eq!(outcome.outcome.as_deref(), Some("soon"));
    assert!(outcome.shared.is_empty());
}

#[tokio::test]
async fn a_service_that_never_answers_takes_the_time_of_the_script() {
    let (_, runtime) = fake([Reaction::Hang]);
    let runtime = runtime.limits(Limits::default().time(Duration::from_millis(80)));
    let source = "\ntry { httpClient.send('https://example.com').get(); } catch (e) {}";
    let outcome = run_with(runtime, source).await;
    let error = outcome.error.unwrap();
    assert_eq!((error.kind, error.line), (ErrorKind::Time, 2));
    assert_eq!(outcome.http[0].error.as_deref(), Some("the time was up"));

    // Nobody waits for it: the script has ended well before.
    let (_, runtime) = fake([Reaction::Hang]);
    let runtime = runtime.limits(Limits::default().time(Duration::from_millis(80)));
    let source = "httpClient.send('https://example.com').then(function () {}); action.goTo('a');";
    let outcome = run_with(runtime, source).await;
    assert_eq!((outcome.error, outcome.outcome.as_deref()), (None, Some("a")));
    assert_eq!(
        outcome.warnings[0].message,
        "what came later was ended: the script took longer than 80 ms"
    );
}

#[tokio::test]
async fn what_comes_later_ends_too() {
    let (_, runtime) = fake([Reaction::json(200, "{}")]);
    let runtime = runtime.limits(Limits::default().instructions(50_000));
    let source = "httpClient.send('https://example.com').then(function () { while (true) {} });
         action.goTo('a');";
    let outcome = run_with(runtime, source).await;
    assert_eq!((outcome.error, outcome.outcome.as_deref()), (None, Some("a")));
    assert_eq!(
        outcome.warnings[0].message,
        "what came later was ended: the script carried out more than 50000 instructions"
    );
}

#[tokio::test]
async fn requests_that_cannot_be_sent_are_refused() {
    let (fake, runtime) = fake([]);
    let logged = logs(
        runtime,
        "function tried(uri, options) {
             try { httpClient.send(uri, options); } catch (e) { logger.debug(e.message); }
         }
         tried('file:///etc/passwd');
         tried('https://example.com', {method: 'A B'});
         tried('https://example.com', {headers: {Host: 'x'}});
         tried('https://example.com', {headers: {A: 'x\\ny'}});
         tried('https://example.com', {clientName: 'none'});
         tried('https://example.com', {form: 'a=b'});",
    )
    .await;
    assert_eq!(
        logged,
        [
            "httpClient.send: uri must be an absolute http or https URL, encoded",
            "httpClient.send: method must be the name of an HTTP method",
            "httpClient.send: the header host cannot be set",
            "httpClient.send: the header `A` has a name or a value that no header can have",
            "there is no Http Client service instance `none`",
            "httpClient.send: form must be an object of strings",
        ]
    );
    assert!(fake.received().is_empty());
}

#[tokio::test]
async fn secrets_are_masked_in_what_is_told_of_calls() {
    let (fake, runtime) = fake([Reaction::json(200, "{}")]);
    let runtime = runtime.secret("scripted.node.key", "s3cr3t/key");
    let outcome = run_with(
        runtime,
        "var key = secrets.getGenericSecret('scripted.node.key').getAsUtf8();
         httpClient.send('https://user:pw@example.com/?key=' + encodeURIComponent(key), {
             method: 'POST', headers: {'X-Key': key, 'X-Api-Key': 'k'},
             body: {key: key, coded: utils.base64.encode(key)}
         }).get();",
    )
    .await;
    assert_eq!(outcome.error, None);
    assert!(fake.received()[0].url.ends_with("s3cr3t%2Fkey"));
    assert_eq!(
        json!(outcome.http[0]),
        json!({
            "method": "POST",
            "url": "https://[secret]@example.com/?key=[secret]",
            "headers": [
                ["x-key", "[secret]"],
                ["x-api-key", "[secret]"],
                ["x-forgerock-transactionid", "t-1"],
                ["content-type", "application/json; charset=UTF-8"],
            ],
            "body": r#"{"key":"[secret]","coded":"[secret]"}"#,
            "status": 200,
        })
    );
}
