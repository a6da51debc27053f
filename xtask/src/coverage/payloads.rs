//! Holds what went over the wire against the fixtures and the models.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result};
use ping_models::pingid::inside_envelope;
use serde_json::Value;

use super::differences::Differences;
use super::paths::Paths;
use crate::catalogue::Row;
use crate::fixtures::provenance::Provenance;
use crate::fixtures::{Direction, Folder, payloads};
use crate::registry::Check;

/// The payloads of one operation under `fixtures/`.
#[derive(Debug, Default)]
pub(crate) struct Fixtures {
    pub(crate) files: Vec<String>,
    /// The files that no document shows.
    pub(crate) constructed: Vec<String>,
    requests: Paths,
    responses: Paths,
}

impl Fixtures {
    pub(crate) fn read(
        fixtures: &Path,
        folder: &Folder,
        differences: &Differences,
    ) -> Result<Self> {
        let place = folder.path(fixtures);
        let provenance = Provenance::read(&place)?;
        let mut read = Self { files: payloads(&place)?, ..Self::default() };
        for file in &read.files {
            if provenance.files.get(file).is_some_and(|o| o.is_constructed()) {
                read.constructed.push(file.clone());
            }
            let text = fs::read(place.join(file))?;
            let payload: Value = serde_json::from_slice(&text)
                .with_context(|| format!("{} is not JSON", folder.place(file)))?;
            let Some(direction) = Direction::of_file(file) else {
                continue;
            };
            let operation = folder.operation().unwrap_or_default();
            if differences.allow(&operation, direction, file) {
                continue;
            }
            match direction {
                Direction::Request => read.requests.add(&payload),
                Direction::Response => read.responses.add(&payload),
            }
        }
        Ok(read)
    }

    pub(crate) fn has(&self, file: &str) -> bool {
        self.files.iter().any(|have| have == file)
    }

    fn paths(&self, direction: Direction) -> &Paths {
        match direction {
            Direction::Request => &self.requests,
            Direction::Response => &self.responses,
        }
    }

    /// Whether no document shows any of these payloads.
    fn is_constructed(&self, direction: Direction) -> bool {
        let mut of_direction =
            self.files.iter().filter(|file| Direction::of_file(file) == Some(direction));
        of_direction.all(|file| self.constructed.contains(file))
    }

    /// Bodies of which the catalogue knows nothing.
    pub(crate) fn unknown_to(&self, row: &Row) -> Option<&'static str> {
        if !self.requests.is_empty() && !row.has_request_body() {
            return Some("fixtures have a request, the catalogue has none");
        }
        let none = ["", "empty"].contains(&row.response.as_str());
        (!self.responses.is_empty() && none)
            .then_some("fixtures have an answer, the catalogue has none")
    }
}

/// What was seen of an operation's payloads in one direction.
pub(crate) struct Seen<'a> {
    pub(crate) operation: &'a str,
    pub(crate) direction: Direction,
    pub(crate) payloads: Vec<&'a Value>,
}

impl Seen<'_> {
    /// Where they differ from the fixtures: what a document shows has to be seen, and what is always
    /// seen has to be in a fixture that was constructed.
    pub(crate) fn against_fixtures(
        &self,
        fixtures: &Fixtures,
        differences: &Differences,
    ) -> Vec<String> {
        let expected = fixtures.paths(self.direction);
        if self.payloads.is_empty() || expected.is_empty() {
            return Vec::new();
        }
        let each: Vec<Paths> = self.payloads.iter().map(|payload| of(payload)).collect();
        let mut seen = Paths::default();
        self.payloads.iter().for_each(|payload| seen.add(payload));
        let (what, whom) = match self.direction {
            Direction::Request => ("wire snapshots", "snapshot"),
            Direction::Response => ("answers of the sandbox", "answer"),
        };
        let mut found: Vec<(String, String)> = expected
            .beyond(&seen)
            .map(|path| (path.to_owned(), format!("no {whom} has it, the fixtures do")))
            .collect();
        if fixtures.is_constructed(self.direction) {
            let always = Paths::common(each);
            found.extend(always.beyond(expected).map(|path| {
                (path.to_owned(), format!("every {whom} has it, the constructed fixture does not"))
            }));
        }
        found.extend(seen.contradict(expected).map(|(path, kinds)| (path.to_owned(), kinds)));
        let found = found
            .into_iter()
            .filter(|(path, _)| !differences.allow(self.operation, self.direction, path));
        found.map(|(path, why)| format!("{}: {what}: {path}: {why}", self.operation)).collect()
    }

    /// What the model makes of them.
    pub(crate) fn against_model(
        &self,
        check: Check,
        differences: &Differences,
    ) -> BTreeSet<String> {
        let mut problems = BTreeSet::new();
        for payload in &self.payloads {
            let text = payload.to_string();
            let inside = match self.operation.starts_with("pingid.") {
                true => inside_envelope(&text),
                false => &text,
            };
            let report = check(inside.as_bytes());
            let unknown = report.unmodelled.iter().map(|path| generic(path));
            let unknown = unknown
                .filter(|path| !differences.allow(self.operation, self.direction, path))
                .map(|path| format!("{}: {path}: answered, but no type names it", self.operation));
            problems.extend(unknown);
            if let Some(error) = &report.error {
                problems.insert(format!("{}: an answer does not decode: {error}", self.operation));
            }
        }
        problems
    }
}

fn of(payload: &Value) -> Paths {
    let mut paths = Paths::default();
    paths.add(payload);
    paths
}

/// A pointer with `*` in place of indices.
fn generic(pointer: &str) -> String {
    let index = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    let parts = pointer.split('/');
    let parts: Vec<_> = parts.map(|part| if index(part) { "*" } else { part }).collect();
    parts.join("/")
}
