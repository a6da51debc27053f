//! `payload check`: do saved payloads survive their models?

use std::fs;
use std::path::Path;

use anyhow::{Context, Result, bail};
use ping_models::pingid::inside_envelope;
use serde::{Deserialize, Serialize};

use crate::Format;
use crate::fixtures::{Direction, folders, payloads};
use crate::registry::{Check, Registry};

/// One payload of a manifest.
#[derive(Debug, Deserialize)]
struct Entry {
    file: String,
    operation: String,
    direction: Direction,
}

/// What became of one payload.
#[derive(Debug, PartialEq, Serialize)]
pub(crate) struct Verdict {
    file: String,
    operation: String,
    decoded: bool,
    lossless: bool,
    unmodelled: Vec<String>,
    /// Where decoding and encoding changed it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    lost: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<String>,
}

impl Verdict {
    fn refused(entry: &Entry, reason: impl Into<String>) -> Self {
        Self {
            file: entry.file.clone(),
            operation: entry.operation.clone(),
            decoded: false,
            lossless: false,
            unmodelled: Vec::new(),
            lost: Vec::new(),
            reason: Some(reason.into()),
        }
    }

    fn of(entry: &Entry, check: Option<Check>, folder: &Path) -> Self {
        let Some(check) = check else {
            return Self::refused(entry, "no model");
        };
        let path = folder.join(&entry.file);
        let bytes = match fs::read(&path) {
            Ok(bytes) => bytes,
            Err(error) => {
                return Self::refused(entry, format!("cannot read {}: {error}", path.display()));
            }
        };
        // PingID's envelope is not the model's business: it is compared inside.
        let payload = match std::str::from_utf8(&bytes) {
            Ok(text) if entry.operation.starts_with("pingid.") => inside_envelope(text).as_bytes(),
            _ => &bytes,
        };
        let mut report = check(payload);
        report.unmodelled.sort();
        Self {
            file: entry.file.clone(),
            operation: entry.operation.clone(),
            decoded: report.is_decoded(),
            lossless: report.is_lossless(),
            unmodelled: report.unmodelled,
            lost: report.differences.iter().map(ToString::to_string).collect(),
            reason: report.error.map(|error| error.to_string()),
        }
    }
}

/// Checks the payloads of a manifest and prints a verdict for each.
pub(crate) fn run(registry: &Registry, manifest: &Path, format: Format) -> Result<()> {
    let text = fs::read_to_string(manifest)
        .with_context(|| format!("cannot read the manifest {}", manifest.display()))?;
    let entries: Vec<Entry> = serde_json::from_str(&text).with_context(|| {
        format!(
            "{}: a manifest is an array of objects with file, operation and direction",
            manifest.display()
        )
    })?;
    let folder = manifest.parent().unwrap_or(Path::new(""));
    let verdicts: Vec<Verdict> = entries
        .iter()
        .map(|entry| Verdict::of(entry, registry.check(&entry.operation, entry.direction), folder))
        .collect();
    match format {
        Format::Json => println!("{}", serde_json::to_string_pretty(&verdicts)?),
        Format::Text => verdicts.iter().for_each(print),
    }
    let bad = verdicts.iter().filter(|verdict| !verdict.lossless).count();
    if bad > 0 {
        bail!(
            "{bad} of {} payloads have no model, did not decode or lost something",
            verdicts.len()
        );
    }
    Ok(())
}

fn print(verdict: &Verdict) {
    let word = match (verdict.decoded, verdict.lossless) {
        (false, _) => "not decoded",
        (true, false) => "lossy",
        (true, true) => "ok",
    };
    println!("{word:12} {} ({})", verdict.file, verdict.operation);
    for line in verdict.reason.iter().chain(&verdict.lost) {
        println!("             {line}");
    }
    if !verdict.unmodelled.is_empty() {
        println!("             no type names {}", verdict.unmodelled.join(", "));
    }
}

/// Checks every fixture whose operation has a model; says what is wrong.
pub(crate) fn check_fixtures(registry: &Registry, fixtures: &Path) -> Result<()> {
    let (mut checked, mut problems) = (0, Vec::new());
    for folder in folders(fixtures)? {
        let Some(operation) = folder.operation() else {
            continue;
        };
        for file in payloads(&folder.path(fixtures))? {
            let Some(direction) = Direction::of_file(&file) else {
                continue;
            };
            let Some(check) = registry.check(&operation, direction) else {
                continue;
            };
            let entry =
                Entry { file: folder.place(&file), operation: operation.clone(), direction };
            let verdict = Verdict::of(&entry, Some(check), fixtures);
            checked += 1;
            if !verdict.lossless {
                let why: Vec<String> = verdict.reason.into_iter().chain(verdict.lost).collect();
                problems.push(format!("{}: {}", verdict.file, why.join("; ")));
            }
        }
    }
    if !problems.is_empty() {
        bail!(
            "{} fixtures do not survive their model:\n  {}",
            problems.len(),
            problems.join("\n  ")
        );
    }
    println!("{checked} payloads decode and encode without loss");
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(file: &str) -> Entry {
        Entry {
            file: file.into(),
            operation: "platform.error".into(),
            direction: Direction::Response,
        }
    }

    fn verdict(content: &[u8], name: &str) -> Verdict {
        let folder =
            std::env::temp_dir().join(format!("xtask-payload-{name}-{}", std::process::id()));
        fs::create_dir_all(&folder).unwrap();
        fs::write(folder.join("body.json"), content).unwrap();
        let entry = entry("body.json");
        let check = Registry::load().check(&entry.operation, entry.direction);
        Verdict::of(&entry, check, &folder)
    }

    #[test]
    fn unknown_members_are_listed_and_nothing_is_lost() {
        let verdict = verdict(
            br#"{"code": "X", "news": 1.50, "details": [{"code": "Y", "hint": null}]}"#,
            "good",
        );
        assert!(verdict.decoded && verdict.lossless, "{verdict:?}");
        assert_eq!(verdict.unmodelled, ["/details/0/hint", "/news"]);
    }

    #[test]
    fn a_pingid_envelope_is_stripped_once_and_compared_inside() {
        let registry = Registry::load();
        let folder = std::env::temp_dir().join(format!("xtask-envelope-{}", std::process::id()));
        fs::create_dir_all(&folder).unwrap();
        let reply = br#"{"responseBody": {"errorId": 200, "responseBody": {"news": 1}}}"#;
        fs::write(folder.join("reply.json"), reply).unwrap();
        let entry = Entry {
            file: "reply.json".into(),
            operation: "pingid.delete_user".into(),
            direction: Direction::Response,
        };
        let check = registry.check(&entry.operation, entry.direction);
        let verdict = Verdict::of(&entry, check, &folder);
        assert!(verdict.lossless, "{verdict:?}");
        assert_eq!(verdict.unmodelled, ["/responseBody"]);
    }

    #[test]
    fn a_payload_that_does_not_decode_says_where() {
        let verdict = verdict(br#"{"details": "none"}"#, "bad");
        assert!(!verdict.decoded && !verdict.lossless);
        let reason = verdict.reason.unwrap();
        assert!(reason.contains("details") && !reason.contains("none"), "{reason}");
    }

    #[test]
    fn an_operation_without_a_model_and_a_missing_file_are_refused() {
        let refused = Verdict::of(&entry("body.json"), None, Path::new("."));
        assert_eq!((refused.decoded, refused.reason.as_deref()), (false, Some("no model")));
        let check = Registry::load().check("platform.error", Direction::Response);
        let missing = Verdict::of(&entry("no-such-file.json"), check, Path::new("."));
        assert!(missing.reason.unwrap().starts_with("cannot read"));
    }

    #[test]
    fn only_known_products_have_error_bodies() {
        let registry = Registry::load();
        assert!(registry.check("pingid.error", Direction::Response).is_some());
        assert!(registry.check("other.error", Direction::Response).is_none());
        assert!(registry.check("mfa.no_such_operation", Direction::Response).is_none());
    }
}
