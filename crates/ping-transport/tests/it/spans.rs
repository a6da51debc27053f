//! One span a call, with the OpenTelemetry names and nothing secret in it.

use std::collections::BTreeMap;
use std::time::Duration;

use ping_transport::testing::{ManualClock, Reaction};
use ping_transport::{Hosts, Region, RetryPolicy, TransportErrorKind};

use tracing::Level;

use crate::support::{LIST, Play, fake, invalid_token, ok, read, token, until, with_token, worker};
use crate::trace::{Recording, SpanSeen};

/// What the spans of `READ` have in common.
fn fields(more: &[(&str, &str)]) -> BTreeMap<String, String> {
    [
        ("otel.name", "GET /v1/environments/{environmentID}/users/{userID}"),
        ("otel.kind", "client"),
        ("ping.operation", "platform.read_one_user"),
        ("http.request.method", "GET"),
        ("url.template", "/v1/environments/{environmentID}/users/{userID}"),
        ("server.address", "api.pingone.com"),
    ]
    .iter()
    .chain(more)
    .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
    .collect()
}

const AGAIN: &str = "attempt failed; trying again";
const REFUSED: &str = "token refused; trying once with a new one";
const FAILED: &str = "call failed";

#[tokio::test]
async fn one_span_a_call() {
    let recording = Recording::start();
    let down = || Reaction::json(503, "{}");
    type Wanted<'a> = (&'a [(&'a str, &'a str)], &'a [&'a str]);
    let table: [(&str, Vec<Reaction>, Wanted<'_>); 6] = [
        ("success", vec![ok()], (&[("http.response.status_code", "200")], &[])),
        (
            "after retries",
            vec![down(), down(), ok()],
            (
                &[("http.response.status_code", "200"), ("http.request.resend_count", "2")],
                &[AGAIN, AGAIN],
            ),
        ),
        (
            "an error answer",
            vec![Reaction::json(404, "{}")],
            (
                &[
                    ("http.response.status_code", "404"),
                    ("error.type", "Api"),
                    ("otel.status_code", "ERROR"),
                ],
                &[FAILED],
            ),
        ),
        (
            "no connection",
            (0..4).map(|_| Reaction::Fail(TransportErrorKind::Connect)).collect(),
            (
                &[
                    ("http.request.resend_count", "3"),
                    ("error.type", "Connect"),
                    ("otel.status_code", "ERROR"),
                ],
                &[AGAIN, AGAIN, AGAIN, FAILED],
            ),
        ),
        (
            "too large",
            vec![ok().header("content-length", "99999999999")],
            (
                &[
                    ("http.response.status_code", "200"),
                    ("error.type", "TooLarge"),
                    ("otel.status_code", "ERROR"),
                ],
                &[FAILED],
            ),
        ),
        (
            "cut",
            (0..4).map(|_| Reaction::CutBody("{".into())).collect(),
            (
                &[
                    ("http.response.status_code", "200"),
                    ("http.request.resend_count", "3"),
                    ("error.type", "Interrupted"),
                    ("otel.status_code", "ERROR"),
                ],
                &[AGAIN, AGAIN, AGAIN, FAILED],
            ),
        ),
    ];
    for (number, (name, script, (more, events))) in table.into_iter().enumerate() {
        let (_, client) = fake(script);
        let _ = read(&client).await;
        let spans = recording.spans();
        assert_eq!(spans.len(), number + 1, "{name}");
        let span: &SpanSeen = &spans[number];
        assert_eq!(span.name, "ping.call", "{name}");
        assert_eq!(span.fields, fields(more), "{name}");
        assert_eq!(span.events, events, "{name}");
        assert!(span.closed, "{name}");
    }
}

#[tokio::test]
async fn a_token_request_is_a_call_of_its_own() {
    let recording = Recording::start();
    let play = Play::new([token("t1"), token("t2")], [invalid_token(), ok()]);
    let client = worker(play, &ManualClock::fixed()).build().unwrap();
    read(&client).await.unwrap();
    let spans = recording.spans();
    let operations: Vec<_> =
        spans.iter().map(|span| span.fields["ping.operation"].as_str()).collect();
    let get_token = "platform.get_token";
    assert_eq!(operations, ["platform.read_one_user", get_token, get_token]);
    let more = [("http.response.status_code", "200"), ("http.request.resend_count", "1")];
    assert_eq!(spans[0].fields, fields(&more), "a replay is sent again, too");
    assert_eq!(spans[0].events, [REFUSED]);
    let caller = Some("platform.read_one_user".to_owned());
    assert_eq!([&spans[1].parent, &spans[2].parent], [&caller, &caller], "a caller waits for it");
    assert_eq!(spans[1].fields["server.address"], "auth.pingone.com");
    assert_eq!(spans[1].fields["url.template"], "/{environmentID}/as/token");
}

#[tokio::test]
async fn a_renewal_that_nobody_waits_for_follows_from_its_caller() {
    let recording = Recording::start();
    let clock = ManualClock::fixed();
    let play = Play::new([token("t1"), token("t2")], [ok(), ok()]);
    let client = worker(play.clone(), &clock).build().unwrap();
    read(&client).await.unwrap();
    clock.advance(Duration::from_secs(3400));
    read(&client).await.unwrap();
    until(|| play.tokens.received().len() == 2).await;
    let spans = recording.spans();
    let renewal = &spans[3];
    assert_eq!(renewal.fields["ping.operation"], "platform.get_token");
    assert_eq!(renewal.parent, None, "its caller's span ends before it");
    assert_eq!(renewal.follows.as_deref(), Some("platform.read_one_user"));
}

#[tokio::test]
async fn what_fails_for_the_services_reasons_is_a_warning() {
    let recording = Recording::start();
    let down = || {
        let body = r#"{"id":"c-7","code":"UNEXPECTED_ERROR\u001b[31m","message":"No."}"#;
        Reaction::json(503, body)
    };
    let limit = r#"{"code":"REQUEST_LIMITED","details":[{"code":"LIMIT_EXCEEDED"}]}"#;
    let table: [(&str, Vec<Reaction>, &[Level]); 6] = [
        ("success", vec![ok()], &[]),
        ("healed", vec![down(), ok()], &[Level::INFO]),
        ("exhausted", vec![down(), down()], &[Level::INFO, Level::WARN]),
        (
            "no connection",
            vec![Reaction::Fail(TransportErrorKind::Connect), down()],
            &[Level::INFO, Level::WARN],
        ),
        ("the caller's reasons", vec![Reaction::json(404, "{}")], &[Level::DEBUG]),
        ("a limit that stays", vec![Reaction::json(429, limit)], &[Level::DEBUG]),
    ];
    for (number, (name, script, levels)) in table.into_iter().enumerate() {
        let (_, client) = fake(script);
        let policy = RetryPolicy::default().max_attempts(2);
        let _ = read(&client).retry(policy).await;
        let logs = recording.spans().swap_remove(number).logs;
        let seen: Vec<_> = logs.iter().map(|log| log.level).collect();
        assert_eq!(seen, levels, "{name}");
        for log in &logs {
            assert_eq!(log.target, "ping_transport::call", "{name}");
            assert_eq!(log.fields["operation"], "platform.read_one_user", "{name}");
        }
        if name == "exhausted" {
            for log in &logs {
                assert_eq!(log.fields["status"], "503");
                assert_eq!(log.fields["correlation_id"], "c-7");
                assert_eq!(log.fields["code"], "UNEXPECTED_ERROR\\u{1b}[31m");
            }
            assert_eq!(logs[0].fields["attempt"], "1");
            assert_eq!(logs[1].fields["attempts"], "2");
        }
    }
    assert!(!recording.text().contains('\u{1b}'));
}

#[tokio::test]
async fn pages_and_ports() {
    let recording = Recording::start();
    let play = Play::new([], [Reaction::json(200, "{}")]);
    let hosts = Hosts::region(Region::Na).api_host("localhost:8443").unwrap();
    let client = with_token(play, &ManualClock::fixed())
        .hosts(hosts)
        .retry(RetryPolicy::never())
        .build()
        .unwrap();
    let list = client.request(&LIST).segment("planted-id").query("filter", "planted");
    list.list().all().await.unwrap();
    let spans = recording.spans();
    assert_eq!(spans.len(), 1);
    assert_eq!(spans[0].fields["server.address"], "localhost");
    assert_eq!(spans[0].fields["server.port"], "8443");
    assert!(!format!("{spans:?}").contains("planted"), "templates, not ids");
    assert!(!recording.text().contains("planted"));
}
