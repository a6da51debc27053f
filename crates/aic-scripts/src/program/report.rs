//! What a run came to, for a person.

use std::fmt::Write;

use serde_json::{Map, Value};

use super::Finished;

pub(super) fn text(finished: &Finished) -> String {
    let outcome = &finished.outcome;
    let mut text = String::new();
    // Writing into a text does not fail.
    let _ = match &outcome.outcome {
        Some(name) => writeln!(text, "outcome: {name}"),
        None => writeln!(text, "outcome: none"),
    };
    section(
        &mut text,
        "action",
        outcome.action.iter().map(|(name, value)| format!("{name}: {value}")),
    );
    let logs = outcome.logs.iter();
    section(
        &mut text,
        "log",
        logs.map(|entry| {
            let level = entry.level.as_str().to_uppercase();
            let exception = entry.exception.as_ref().map(|text| format!(" ({text})"));
            format!("{level:5} {}{}", entry.message, exception.unwrap_or_default())
        }),
    );
    let calls = outcome.http.iter().map(|call| {
        let end = match (call.status, &call.error) {
            (Some(status), _) => status.to_string(),
            (None, Some(error)) => format!("failed: {error}"),
            (None, None) => "not answered".to_owned(),
        };
        format!("{} {} -> {end}", call.method, call.url)
    });
    section(&mut text, "http", calls);
    section(&mut text, "shared state", changes(&finished.before, &outcome.shared).into_iter());
    section(&mut text, "transient state", changes(&Map::new(), &outcome.transient).into_iter());
    if let Some(idm) = &finished.idm {
        let sent = idm.outbox().into_iter();
        section(
            &mut text,
            "email",
            sent.map(|email| format!("{}: {}", email.action, email.content)),
        );
    }
    section(&mut text, "warnings", outcome.warnings.iter().map(ToString::to_string));
    if let Some(error) = &outcome.error {
        let _ = writeln!(text, "error: {}", printable(&error.to_string()));
        for call in &error.stack {
            let _ = writeln!(text, "  at {}", printable(call));
        }
    }
    text
}

fn section(text: &mut String, title: &str, lines: impl Iterator<Item = String>) {
    let mut lines = lines.peekable();
    if lines.peek().is_none() {
        return;
    }
    let _ = writeln!(text, "{title}:");
    for line in lines {
        let _ = writeln!(text, "  {}", printable(&line));
    }
}

/// What a peer or a script says cannot steer a terminal.
fn printable(line: &str) -> String {
    let escape = |one: char| match one {
        one if one.is_control() => one.escape_default().to_string(),
        one => one.to_string(),
    };
    line.chars().map(escape).collect()
}

/// What has been added, changed and removed.
fn changes(before: &Map<String, Value>, after: &Map<String, Value>) -> Vec<String> {
    let mut lines = Vec::new();
    for (key, value) in after {
        match before.get(key) {
            None => lines.push(format!("+ {key}: {value}")),
            Some(known) if known != value => lines.push(format!("~ {key}: {known} -> {value}")),
            Some(_) => {}
        }
    }
    let gone = before.keys().filter(|key| !after.contains_key(*key));
    lines.extend(gone.map(|key| format!("- {key}")));
    lines
}
