//! Whoever reads a described request or the record of an exchange reads no secret, although both
//! know payloads by the names of their members alone.

use std::fs;
use std::sync::Arc;

use ping_models::__private::collect_secrets;
use ping_models::OpenValue;
use ping_transport::Client;
use ping_transport::testing::{FakeTransport, Reaction, Recorder};
use serde_json::Value;

use super::payloads::{payloads, pointers};
use crate::fixtures::Direction;
use crate::registry::Registry;

const PLANTED: &str = "planted-7c1f";

/// Members that are secrets in some types and none in most. A call that is made with its type is
/// described without them; a record of a sandbox's answers may show them.
const BY_TYPE_ALONE: &[&str] = &["code", "key", "uri", "value"];

ping_transport::operations! {
    /// Takes anything, and answers anything.
    SEND: OpenValue => OpenValue = "x.send", POST Api "/v1/x" as "application/json" needs "-";
}

/// The payload with something else in the place of what its model takes for a secret; `None` where
/// that is nothing.
fn planted(payload: &Value, secrets: &[String]) -> Option<Value> {
    let is_secret = |value: &Value| match value {
        Value::String(text) => text.len() > 3 && secrets.contains(text),
        Value::Number(number) => secrets.contains(&number.to_string()),
        _ => false,
    };
    let mut found = pointers(payload, is_secret);
    found.retain(|pointer| {
        let name = pointer.rsplit('/').find(|segment| segment.parse::<usize>().is_err());
        name.is_some_and(|name| !BY_TYPE_ALONE.contains(&name))
    });
    let mut payload = payload.clone();
    for pointer in &found {
        *payload.pointer_mut(pointer).unwrap() = PLANTED.into();
    }
    (!found.is_empty()).then_some(payload)
}

/// The payloads of all models that have secrets, by name.
fn all_planted() -> Vec<(String, Value)> {
    let registry = Registry::load();
    let mut all = Vec::new();
    for id in registry.ids() {
        for direction in [Direction::Request, Direction::Response] {
            let Some(check) = registry.check(&id, direction) else { continue };
            for (name, payload) in payloads(&id, direction) {
                let text = payload.to_string();
                let (_, met) = collect_secrets(|| check(text.as_bytes()));
                let secrets = met.secrets.iter().map(|secret| secret.expose().to_owned());
                let planted = planted(&payload, &secrets.collect::<Vec<_>>());
                all.extend(planted.map(|payload| (format!("{id} {name}"), payload)));
            }
        }
    }
    all
}

#[tokio::test]
async fn no_secret_of_a_payload_is_described_or_recorded() {
    let all = all_planted();
    assert!(all.len() > 50, "{all:?}");
    let answers = all.iter().map(|(_, payload)| Reaction::json(200, payload.to_string()));
    let folder = crate::root().join("target/tmp").join(format!("masked-{}", std::process::id()));
    let recorder = Recorder::new(FakeTransport::new(answers), &folder);
    let client = Client::builder().access_token("t").transport(Arc::new(recorder));
    let client = client.build().unwrap();
    for (name, payload) in &all {
        let call = client.request(&SEND).json(&payload.clone().into()).call();
        let described = call.describe().unwrap().to_string();
        assert!(!described.contains(PLANTED), "{name}: {described}");
        call.await.unwrap();
    }
    let mut lines = Vec::new();
    for entry in fs::read_dir(folder.join("exchanges")).unwrap() {
        let text = fs::read_to_string(entry.unwrap().path()).unwrap();
        lines.extend(text.lines().map(str::to_owned));
    }
    fs::remove_dir_all(folder).unwrap();
    assert_eq!(lines.len(), all.len());
    for (line, (name, _)) in lines.iter().zip(&all) {
        assert!(!line.contains(PLANTED), "{name}: {line}");
    }
}
