//! What the recorder writes down of an exchange.

use std::path::Path;
use std::sync::Arc;

use ping_models::OpenValue;
use ping_transport::testing::{BodyEnd, FakeTransport, ManualClock, Reaction, Recorder};
use ping_transport::{Client, RetryPolicy};
use serde_json::{Value, json};

use crate::support::{create, read, with_token};

ping_transport::operations! {
    /// Takes and answers anything.
    ANYTHING: OpenValue => OpenValue = "x.anything", POST Api "/v1/x" as "application/json";
}

/// The lines that are written while `calls` runs on scripted answers.
async fn recorded(
    name: &str,
    script: impl IntoIterator<Item = Reaction>,
    calls: impl AsyncFnOnce(Client),
) -> Vec<Value> {
    let name = format!("{name}-{}", std::process::id());
    let directory = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let recorder = Recorder::new(FakeTransport::new(script), &directory);
    let client = with_token(Arc::new(recorder), &ManualClock::fixed());
    calls(client.build().unwrap()).await;
    let mut lines = Vec::new();
    for entry in std::fs::read_dir(directory.join("exchanges")).unwrap() {
        let text = std::fs::read_to_string(entry.unwrap().path()).unwrap();
        lines.extend(text.lines().map(|line| serde_json::from_str(line).unwrap()));
    }
    std::fs::remove_dir_all(directory).unwrap();
    lines
}

#[tokio::test]
async fn a_request_and_its_answer_are_one_line() {
    let answer = Reaction::json(201, r#"{"id": "u-1", "password": {"value": "planted"}}"#)
        .header("sandbox-operation", "platform.create_user")
        .header("sandbox-handled", "true");
    let mut lines = recorded("line", [answer], async |client| {
        create(&client).await.unwrap();
    })
    .await;
    let run = lines[0]["run"].take();
    let program = std::env::current_exe().unwrap();
    let program = program.file_name().unwrap().to_str().unwrap();
    assert_eq!(run["program"], program);
    assert_eq!(run["package"], "ping-transport");
    assert!(run["arguments"].is_array());
    assert!(run["started"].as_u64().unwrap() > 1_700_000_000_000);
    let expected = json!({
        "run": null,
        "test": "records::a_request_and_its_answer_are_one_line",
        "claimed": "platform.create_user",
        "routed": "platform.create_user",
        "handled": true,
        "method": "POST",
        "path": "/v1/environments/env-1/users",
        "query": null,
        "content_type": "application/json",
        "body": { "username": "joe" },
        "status": 201,
        "answer_type": "application/json",
        "answer": { "id": "u-1", "password": { "value": "[redacted]" } },
    });
    assert_eq!(lines, [expected]);
}

#[tokio::test]
async fn an_answer_is_written_down_once_however_it_arrives() {
    let whole = br#"{"id": "u-1"}"#;
    let script = [
        Reaction::chunks("application/json", whole, 3, BodyEnd::Complete),
        Reaction::chunks("application/json", whole, 3, BodyEnd::Cut),
        Reaction::text(200, "text/html", "<p>no JSON</p>"),
    ];
    let lines = recorded("chunks", script, async |client| {
        for _ in 0..3 {
            let _ = read(&client).retry(RetryPolicy::never()).await;
        }
    })
    .await;
    let answers: Vec<_> = lines.iter().map(|line| &line["answer"]).collect();
    let id = json!({"id": "u-1"});
    assert_eq!(answers, [&id, &id, &Value::Null]);
    // Whatever it is called, nobody else says that an operation answered.
    assert!(lines.iter().all(|line| line["handled"] == false));
}

#[tokio::test]
async fn the_payload_of_a_token_can_be_read() {
    // {"errorId":200,"token":"planted"}
    let token = "eyJhbGciOiJIUzI1NiJ9.eyJlcnJvcklkIjoyMDAsInRva2VuIjoicGxhbnRlZCJ9.c2ln";
    let answer = Reaction::text(200, "application/json", token);
    let lines = recorded("token", [answer], async |client| {
        let _ = read(&client).await;
    })
    .await;
    let expected = json!({"errorId": 200, "token": "[redacted]"});
    assert_eq!(lines[0]["answer"], expected);
}

#[tokio::test]
async fn settings_with_the_name_of_a_secret_can_be_read() {
    let settings = json!({
        "otp": {
            "failure": {"count": 3, "coolDown": {"duration": 1800, "timeUnit": "MINUTES"}},
            "otpLength": 6, "enabled": true, "notification": {"templateName": "welcome"},
        },
    });
    // A setting is one below such a name alone, and a number or a text.
    let secrets = json!({
        "otp": ["planted", {"count": {"text": "planted"}, "value": "planted", "otp": "planted"}],
        "password": {"current": "planted"},
    });
    let both = json!({"settings": settings, "secrets": secrets});
    let mut described = String::new();
    let lines = recorded("settings", [Reaction::json(200, both.to_string())], async |client| {
        let call = client.request(&ANYTHING).json(&both.clone().into()).call();
        described = call.describe().unwrap().body.unwrap();
        call.await.unwrap();
    })
    .await;
    let described: Value = serde_json::from_str(&described).unwrap();
    for shown in [&described, &lines[0]["body"], &lines[0]["answer"]] {
        assert_eq!(shown["settings"], settings);
        assert_eq!(shown["secrets"]["password"]["current"], "[redacted]");
        assert!(!shown.to_string().contains("planted"), "{shown}");
    }
}
