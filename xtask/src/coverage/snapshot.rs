//! Reads the wire snapshots that the product crates' tests write.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use serde_json::Value;

use crate::catalogue::{Request, Row};

/// The snapshot of what a call puts on the wire.
pub(crate) struct WireSnapshot {
    pub(crate) operation: String,
    pub(crate) path: PathBuf,
    pub(crate) wire: Wire,
}

/// A described request.
#[derive(Debug, PartialEq)]
pub(crate) struct Wire {
    method: String,
    host: String,
    path: String,
    query: String,
    content_type: Option<String>,
    body: Option<Value>,
}

impl Wire {
    /// Reads a snapshot's text: insta's header, then a request line, headers and a body.
    fn parse(text: &str) -> Result<Self> {
        let text = text.replace("\r\n", "\n");
        let content = match text.strip_prefix("---\n") {
            Some(rest) => rest.split_once("\n---\n").map_or(rest, |(_, content)| content),
            None => &text,
        };
        let (head, body) = content.trim_start().split_once("\n\n").unwrap_or((content.trim(), ""));
        let mut lines = head.lines();
        let (method, url) = lines
            .next()
            .and_then(|line| line.trim().split_once(' '))
            .context("the first line is not METHOD URL")?;
        let Some((_, rest)) = url.trim().split_once("://") else {
            bail!("{url:?} is not an absolute URL");
        };
        let (host, target) = rest.split_at(rest.find(['/', '?']).unwrap_or(rest.len()));
        let (path, query) = target.split_once('?').unwrap_or((target, ""));
        let content_type = lines
            .filter_map(|line| line.split_once(':'))
            .find(|(name, _)| name.trim().eq_ignore_ascii_case("content-type"))
            .map(|(_, value)| value.trim().to_owned());
        Ok(Self {
            method: method.to_owned(),
            host: host.to_owned(),
            path: path.to_owned(),
            query: query.to_owned(),
            content_type,
            body: serde_json::from_str(body).ok(),
        })
    }

    pub(crate) fn request(&self) -> Request<'_> {
        Request {
            method: &self.method,
            path: &self.path,
            query: &self.query,
            content_type: self.content_type.as_deref(),
            body: self.body.as_ref(),
        }
    }

    /// Says whether the request went to another service than the row's.
    pub(crate) fn host_mismatch(&self, row: &Row) -> Option<String> {
        let label = match row.host.as_str() {
            host @ ("api" | "auth") => host,
            _ => return None,
        };
        let fits = self.host.strip_prefix(label).is_some_and(|rest| rest.starts_with(['.', '-']));
        (!fits).then(|| format!("host {} instead of {label}.…", self.host))
    }
}

/// All wire snapshots of the workspace's crates, and what is wrong with the unreadable ones.
pub(crate) fn read_all(root: &Path) -> Result<(Vec<WireSnapshot>, Vec<String>)> {
    let (mut found, mut problems) = (Vec::new(), Vec::new());
    for path in files(root)? {
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let Some(operation) = operation_of(&name) else {
            continue;
        };
        let text =
            fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))?;
        match Wire::parse(&text) {
            Ok(wire) => found.push(WireSnapshot { operation, path, wire }),
            Err(error) => problems.push(format!("{}: {error:#}", path.display())),
        }
    }
    Ok((found, problems))
}

/// `it__wire__mfa.create_thing.snap` names the operation; variants follow an `@`.
fn operation_of(name: &str) -> Option<String> {
    let stem = name.strip_suffix(".snap")?;
    let (_, operation) = stem.rsplit_once("wire__")?;
    Some(operation.split('@').next().unwrap_or(operation).to_owned())
}

/// The snapshot files of all crates, sorted.
pub(crate) fn files(root: &Path) -> Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    let crates = root.join("crates");
    let reader =
        fs::read_dir(&crates).with_context(|| format!("cannot list {}", crates.display()))?;
    for package in reader {
        collect(&package?.path().join("tests"), &mut found)?;
    }
    found.sort();
    Ok(found)
}

fn collect(folder: &Path, found: &mut Vec<PathBuf>) -> Result<()> {
    if !folder.is_dir() {
        return Ok(());
    }
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            collect(&path, found)?;
        } else if path.extension().is_some_and(|extension| extension == "snap") {
            found.push(path);
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    const SNAPSHOT: &str = "---\nsource: crates/pingone-mfa/tests/it/wire.rs\nexpression: call\n---\nPOST https://api.pingone.eu/v1/environments/e/users/u/devices?x=y\nContent-Type: application/json\nauthorization: Bearer [redacted]\n\n{\n  \"type\": \"TOTP\"\n}\n";

    #[test]
    fn a_snapshot_is_taken_apart() {
        let wire = Wire::parse(SNAPSHOT).unwrap();
        assert_eq!(wire.method, "POST");
        assert_eq!(wire.host, "api.pingone.eu");
        assert_eq!(wire.path, "/v1/environments/e/users/u/devices");
        assert_eq!(wire.query, "x=y");
        assert_eq!(wire.content_type.as_deref(), Some("application/json"));
        assert_eq!(wire.body, Some(serde_json::json!({"type": "TOTP"})));
    }

    #[test]
    fn a_request_without_headers_and_body_is_one_line() {
        let wire =
            Wire::parse("---\nsource: x\n---\nGET https://auth.pingone.com/e/as/jwks\n").unwrap();
        assert_eq!((wire.content_type, wire.body), (None, None));
        assert_eq!(wire.path, "/e/as/jwks");
    }

    #[test]
    fn text_that_is_no_request_is_an_error() {
        assert!(Wire::parse("---\nsource: x\n---\n{}\n").is_err());
        assert!(Wire::parse("GET /v1/relative\n").is_err());
    }

    #[test]
    fn file_names_carry_the_operation() {
        assert_eq!(
            operation_of("it__wire__mfa.read_thing.snap").as_deref(),
            Some("mfa.read_thing")
        );
        assert_eq!(operation_of("it__wire__mfa.list@all.snap").as_deref(), Some("mfa.list"));
        assert_eq!(operation_of("it__errors__texts.snap"), None);
    }
}
