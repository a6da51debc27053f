//! Reads the exchanges that tests record while they run.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};
use serde::Deserialize;
use serde_json::Value;

use crate::catalogue::{Catalogue, Request};

/// One request of a test, with the id that the call claims and the id that the sandbox found.
#[derive(Clone, Debug, Deserialize)]
pub(crate) struct Exchange {
    #[serde(default)]
    pub(crate) test: String,
    pub(crate) claimed: Option<String>,
    pub(crate) routed: Option<String>,
    method: String,
    path: String,
    #[serde(default)]
    query: Option<String>,
    #[serde(default)]
    content_type: Option<String>,
    #[serde(default)]
    body: Option<Value>,
    /// None where no answer came.
    #[serde(default)]
    status: Option<u16>,
}

impl Exchange {
    pub(crate) fn is_emulated(&self) -> bool {
        self.status.is_some_and(|status| status != 501)
    }

    pub(crate) fn is_story(&self) -> bool {
        self.test.contains("stories::") && self.status.is_some_and(|status| status < 400)
    }

    fn request(&self) -> Request<'_> {
        Request {
            method: &self.method,
            path: &self.path,
            query: self.query.as_deref().unwrap_or_default(),
            content_type: self.content_type.as_deref(),
            body: self.body.as_ref(),
        }
    }

    /// What is wrong with the exchange, if the call claimed to be an operation.
    pub(crate) fn problem(&self, catalogue: &Catalogue) -> Option<String> {
        let claimed = self.claimed.as_deref()?;
        let wrong = |what: String| Some(format!("{}: a call of {claimed}: {what}", self.test));
        if let Some(mismatch) = catalogue.mismatch(claimed, &self.request()) {
            return wrong(mismatch);
        }
        match self.routed.as_deref() {
            Some(routed) if catalogue.on_the_wire(routed) != catalogue.on_the_wire(claimed) => {
                wrong(format!("the sandbox took it for {routed}"))
            }
            // A fault that was injected answers before anything is routed.
            None if self.status.is_some_and(|status| status < 400) => {
                wrong("the sandbox answered without an operation".into())
            }
            _ => None,
        }
    }
}

/// All exchanges of a directory, and what is wrong with the unreadable lines.
pub(crate) fn read_all(directory: &Path) -> Result<(Vec<Exchange>, Vec<String>)> {
    let (mut found, mut problems) = (Vec::new(), Vec::new());
    if !directory.is_dir() {
        return Ok((found, problems));
    }
    let mut paths = Vec::new();
    for entry in fs::read_dir(directory)? {
        paths.push(entry?.path());
    }
    paths.sort();
    for path in paths
        .iter()
        .filter(|path| path.extension().is_some_and(|kind| kind == "jsonl"))
    {
        let text =
            fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))?;
        for (index, line) in text
            .lines()
            .enumerate()
            .filter(|(_, line)| !line.trim().is_empty())
        {
            match serde_json::from_str(line) {
                Ok(exchange) => found.push(exchange),
                Err(error) => {
                    problems.push(format!("{}, line {}: {error}", path.display(), index + 1))
                }
            }
        }
    }
    Ok((found, problems))
}
