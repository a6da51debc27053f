//! Texts of others on terminals and in logs: nothing in them acts, and none is endless.

use std::sync::Arc;

use http::Response;
use ping_transport::testing::{ManualClock, Reaction};
use ping_transport::{
    Body, Error, ErrorKind, Request, RetryPolicy, TransportError, TransportErrorKind,
};
use serde_json::{Value, json};

use crate::envelope::{KEY, forge, header};
use crate::pingid_errors::{details, pingid};
use crate::support::{LIST, Service, everything, fake, read, with_token};

/// A title for the window, new lines, a line to the left, and what is not seen at all.
const ACTS: &str = "a\u{1b}]0;x\u{7}\r\n\u{85}b\u{202e}c\u{2066}\u{200b}\u{feff}\u{2028}d";
const SHOWN: &str = r"a\u{1b}]0;x\u{7}\r\n\u{85}b\u{202e}c\u{2066}\u{200b}\u{feff}\u{2028}d";

/// Whether something in a text is not seen as itself; lines are those of `{:#?}`.
fn acts(text: &str) -> bool {
    text.chars().any(|char| {
        char != '\n' && char.is_control()
            || matches!(char, '\u{200b}' | '\u{202e}' | '\u{2066}' | '\u{feff}' | '\u{2028}')
    })
}

async fn error_of(body: Value) -> Error {
    let (_, client) = fake([Reaction::json(400, body.to_string())]);
    read(&client).retry(RetryPolicy::never()).await.unwrap_err()
}

#[tokio::test]
async fn every_text_of_a_peer_is_escaped() {
    for body in [
        json!({"id": ACTS, "code": "X", "message": "m"}),
        json!({"code": ACTS}),
        json!({"code": "X", "message": ACTS, "target": ACTS}),
        json!({"code": "X", "details": [{"code": ACTS, "target": ACTS, "message": ACTS,
            "innerError": {"supportedAttributes": [ACTS]}}]}),
        json!({"error": ACTS, "error_description": format!("{ACTS} (Correlation ID: {ACTS})")}),
        json!({"status": "FAILED", "error": {"code": ACTS}}),
    ] {
        let error = error_of(body.clone()).await;
        let text = everything(&error);
        assert!(!acts(&text), "{body}: {text}");
        let text = error.to_string();
        assert!(!text.contains('\n') && text.contains(SHOWN), "{text}");
        // What is read member by member may be shown as well.
        let code = error.code().map(ToString::to_string);
        let id = error.correlation_id().map(str::to_owned);
        let details = error.details().iter();
        let texts = details.flat_map(|detail| [detail.target.clone(), detail.message.clone()]);
        for text in texts.chain([code, id]).flatten() {
            assert!(!acts(&text) && !text.contains('\n'), "{body}: {text}");
        }
    }
}

#[tokio::test]
async fn replies_and_transports_are_peers_as_well() {
    // A signed reply of PingID's.
    let reply = json!({"errorId": 7, "errorMsg": ACTS, "uniqueMsgId": ACTS});
    let signed = forge(KEY, &header(), reply.to_string().as_bytes());
    let (_, client) = pingid([Reaction::text(400, "text/plain", signed)]);
    let error = details(&client).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::PingId);
    assert_eq!(error.correlation_id(), Some(SHOWN));
    assert!(!acts(&everything(&error)), "{error}");

    let service = Service(|_: Request| {
        let error = TransportError::new(TransportErrorKind::Connect, ACTS);
        Box::pin(async { Err::<Response<Body>, _>(error) }) as _
    });
    let client = with_token(Arc::new(service), &ManualClock::fixed());
    let error = read(&client.build().unwrap()).await.unwrap_err();
    assert!(error.to_string().contains(SHOWN), "{error}");
    assert!(!acts(&everything(&error)));

    // The place of what does not decode.
    let body = json!({"_embedded": {"users": [{"id": "u", "_links": {ACTS: {"href": []}}}]}});
    let (_, client) = fake([Reaction::json(200, body.to_string())]);
    let mut items = client.request(&LIST).segment("e").list().stream();
    let error = items.try_next().await.unwrap_err();
    assert!(!acts(&everything(&error)) && !acts(error.decode_error().unwrap().path()));
}

#[test]
fn what_a_caller_names_is_escaped() {
    let (_, client) = fake([]);
    for call in
        [read(&client).header(ACTS, "1"), read(&client).body_field(ACTS, 1).header(ACTS, "1")]
    {
        let error = call.describe().unwrap_err();
        assert_eq!(error.kind(), ErrorKind::InvalidInput);
        assert_eq!(error.field(), Some(SHOWN));
        assert!(!acts(&everything(&error)), "{error}");
    }
    let error = Error::configuration(ACTS, ACTS);
    assert!(!acts(&everything(&error)), "{error}");
}

#[tokio::test]
async fn no_text_is_endless() {
    let long = "x".repeat(60_000);
    let escaped = "\u{202e}".repeat(1_999);
    let wide = "\u{1f600}".repeat(10_000);
    for text in [&long, &escaped, &wide] {
        for body in [
            json!({"id": text, "code": "X"}),
            json!({"code": text}),
            json!({"code": "X", "details": [{"target": text}]}),
            json!({"error": text, "error_description": text}),
            json!({"id": text, "code": text, "message": text}),
            json!({"error": text, "error_description": format!("(Correlation ID: {text})")}),
        ] {
            let error = error_of(body).await;
            let printed = error.to_string().len();
            assert!(printed < 2600, "{printed} bytes");
            let id = error.correlation_id().unwrap_or_default();
            assert!(id.len() < 260, "{} bytes", id.len());
        }
    }
    // A text that goes on far behind what is read of an error.
    let body = json!({"code": "X", "id": "x".repeat(2 << 20)});
    let error = error_of(body).await;
    assert_eq!(error.code().unwrap().as_str(), "X");
    assert!(everything(&error).len() < 4000, "{error}");
}
