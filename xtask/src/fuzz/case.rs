//! One trial: a payload and what has to bear it, and how both are kept in a file.

use serde::{Deserialize, Serialize};

use crate::fixtures::Direction;

/// What a payload is given to.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "to", rename_all = "lowercase")]
pub(super) enum Target {
    /// The model of an operation's payloads, or of a product's error bodies.
    Model { operation: String, direction: Direction },
    /// A call, as the answer of a service; for PingID in a signed envelope, unless the status is
    /// one of an error.
    Call { name: String, status: u16 },
    /// The sandbox, as the body of what a call sends.
    Sandbox { name: String },
}

/// What came, where nothing was broken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Outcome {
    Value,
    Error,
}

/// A payload and its target.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Case {
    pub(super) target: Target,
    pub(super) payload: Vec<u8>,
}

/// A case as a file.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Kept {
    /// What it found.
    pub(super) note: String,
    pub(super) target: Target,
    pub(super) payload: Vec<Part>,
    /// What has to come of it; without it, either may.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) expected: Option<Outcome>,
}

/// A part of a payload.
#[derive(Debug, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
pub(super) enum Part {
    Text(String),
    /// What is no text.
    Bytes(Vec<u8>),
    /// A text again and again; `{n}` in it is the number of the time.
    Repeated {
        repeat: String,
        times: usize,
    },
}

impl Kept {
    pub(super) fn new(case: &Case, note: String) -> Self {
        let part = match std::str::from_utf8(&case.payload) {
            Ok(text) => Part::Text(text.to_owned()),
            Err(_) => Part::Bytes(case.payload.clone()),
        };
        Self { note, target: case.target.clone(), payload: vec![part], expected: None }
    }

    pub(super) fn case(&self) -> Case {
        let mut payload = Vec::new();
        for part in &self.payload {
            match part {
                Part::Text(text) => payload.extend_from_slice(text.as_bytes()),
                Part::Bytes(bytes) => payload.extend_from_slice(bytes),
                Part::Repeated { repeat, times } => {
                    for n in 0..*times {
                        payload.extend_from_slice(repeat.replace("{n}", &n.to_string()).as_bytes());
                    }
                }
            }
        }
        Case { target: self.target.clone(), payload }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_payload_is_put_together_from_its_parts() {
        let kept = r#"{"note": "n", "target": {"to": "call", "name": "users.list", "status": 200},
            "payload": ["{", {"repeat": "\"u{n}\":0,", "times": 2}, [34, 255], "}"]}"#;
        let kept: Kept = serde_json::from_str(kept).unwrap();
        assert_eq!(kept.case().payload, b"{\"u0\":0,\"u1\":0,\"\xff}");
    }

    #[test]
    fn a_case_survives_its_file() {
        for payload in [&b"{\"a\": \"\\ud800\"}"[..], b"\xff\x00"] {
            let case = Case {
                target: Target::Model {
                    operation: "mfa.error".into(),
                    direction: Direction::Response,
                },
                payload: payload.to_vec(),
            };
            let text = serde_json::to_string(&Kept::new(&case, "n".into())).unwrap();
            let kept: Kept = serde_json::from_str(&text).unwrap();
            assert_eq!(kept.case(), case);
        }
    }
}
