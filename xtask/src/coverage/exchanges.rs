//! Reads the exchanges that tests record while they run.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use anyhow::{Context, Result};
use serde::Deserialize;
use serde_json::Value;

use crate::catalogue::{Catalogue, Request, Row};

/// Which program recorded something, and since when.
#[derive(Clone, Debug, Default, Deserialize)]
pub(crate) struct Run {
    pub(crate) program: String,
    /// The package whose tests it runs.
    #[serde(default)]
    package: String,
    #[serde(default)]
    arguments: Vec<String>,
    /// In milliseconds since 1970.
    pub(crate) started: u64,
}

impl Run {
    fn began(&self) -> SystemTime {
        SystemTime::UNIX_EPOCH + Duration::from_millis(self.started)
    }

    /// Whether it ran all of its tests: none was picked by its name.
    fn is_whole(&self) -> bool {
        let picks = |word: &str| {
            !word.starts_with('-') || word.starts_with("--skip") || word == "--ignored"
        };
        !self.arguments.iter().any(|word| picks(word))
    }
}

/// One request of a test, with the id that the call claims and the id that the sandbox found, and
/// its answer.
#[derive(Clone, Debug, Deserialize)]
pub(crate) struct Exchange {
    #[serde(default)]
    pub(crate) run: Run,
    #[serde(default)]
    pub(crate) test: String,
    pub(crate) claimed: Option<String>,
    pub(crate) routed: Option<String>,
    /// Whether the operation's own handler answered.
    #[serde(default)]
    handled: bool,
    pub(crate) method: String,
    pub(crate) path: String,
    #[serde(default)]
    query: Option<String>,
    #[serde(default)]
    content_type: Option<String>,
    #[serde(default)]
    body: Option<Value>,
    /// None where no answer came.
    #[serde(default)]
    pub(crate) status: Option<u16>,
    /// The answer, secrets masked, if it could be read.
    #[serde(default)]
    pub(crate) answer: Option<Value>,
}

impl Exchange {
    /// Whether the sandbox did what was asked: nothing else answered, and it was no refusal.
    pub(crate) fn succeeded(&self) -> bool {
        self.handled && self.status.is_some_and(|status| status < 400)
    }

    /// Whether it succeeded as this operation is documented to.
    pub(crate) fn is_emulated(&self, row: &Row) -> bool {
        self.succeeded()
            && (row.response != "json" || self.answer.is_some())
            && row.is_marked(&self.request(), self.answer.as_ref())
    }

    /// Whether it belongs to a story.
    pub(crate) fn is_story(&self) -> bool {
        self.test.contains("stories::")
    }

    pub(crate) fn request(&self) -> Request<'_> {
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

/// What was recorded.
#[derive(Default)]
pub(crate) struct Recorded {
    pub(crate) exchanges: Vec<Exchange>,
    /// The programs that recorded something before the tests were what they are now.
    pub(crate) outdated: Vec<String>,
    /// What is wrong with the unreadable lines.
    pub(crate) problems: Vec<String>,
}

impl Recorded {
    /// Those of the packages of which not all tests have recorded.
    pub(crate) fn incomplete<'p>(&self, packages: &[&'p str]) -> Vec<&'p str> {
        let runs = self.exchanges.iter().map(|exchange| &exchange.run);
        let whole: BTreeSet<&str> =
            runs.filter(|run| run.is_whole()).map(|run| run.package.as_str()).collect();
        packages.iter().copied().filter(|package| !whole.contains(package)).collect()
    }
}

/// All exchanges of a directory; those that began before `changed` are only counted.
pub(crate) fn read_all(directory: &Path, changed: SystemTime) -> Result<Recorded> {
    let mut recorded = Recorded::default();
    if !directory.is_dir() {
        return Ok(recorded);
    }
    let mut paths = Vec::new();
    for entry in fs::read_dir(directory)? {
        paths.push(entry?.path());
    }
    paths.sort();
    for path in paths.iter().filter(|path| path.extension().is_some_and(|kind| kind == "jsonl")) {
        let text =
            fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))?;
        for (index, line) in text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
            match serde_json::from_str::<Exchange>(line) {
                Ok(exchange) if exchange.run.began() < changed => {
                    recorded.outdated.push(exchange.run.program);
                }
                Ok(exchange) => recorded.exchanges.push(exchange),
                Err(error) => recorded.problems.push(format!(
                    "{}, line {}: {error}",
                    path.display(),
                    index + 1
                )),
            }
        }
    }
    recorded.outdated.sort();
    recorded.outdated.dedup();
    Ok(recorded)
}

/// When the tests, or what they are tests of, changed last: files of the crates, and folders, from
/// which some may be gone.
pub(crate) fn changed(root: &Path) -> Result<SystemTime> {
    let mut latest = SystemTime::UNIX_EPOCH;
    let crates = root.join("crates");
    let reader =
        fs::read_dir(&crates).with_context(|| format!("cannot list {}", crates.display()))?;
    for package in reader {
        let package = package?.path();
        for part in ["Cargo.toml", "build.rs", "src", "tests"] {
            latest = latest.max(newest(package.join(part))?);
        }
    }
    Ok(latest)
}

fn newest(path: PathBuf) -> Result<SystemTime> {
    let mut latest = SystemTime::UNIX_EPOCH;
    // Snapshots are written by the tests.
    if !path.exists() || path.ends_with("snapshots") {
        return Ok(latest);
    }
    if path.is_dir() {
        for entry in fs::read_dir(&path)? {
            latest = latest.max(newest(entry?.path())?);
        }
    }
    Ok(latest.max(fs::metadata(&path)?.modified()?))
}
