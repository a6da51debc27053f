//! `coverage`: measures for every operation of the catalogue what there is of it.

mod differences;
mod evidence;
pub(crate) mod exchanges;
mod paths;
mod payloads;
mod report;
pub(crate) mod snapshot;
mod stories;
#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use serde::Serialize;

use self::differences::Differences;
use self::evidence::Evidence;
use self::exchanges::Recorded;
use self::payloads::Fixtures;
use self::snapshot::WireSnapshot;
use crate::Format;
use crate::catalogue::Catalogue;
use crate::command::{self, cargo};
use crate::fixtures::{Direction, folders, payloads as files};
use crate::policy::PRODUCT_CRATES;
use crate::registry::{Check, Registry};

/// The models, by operation.
pub(crate) trait Models {
    /// The operations that have one.
    fn ids(&self) -> BTreeSet<String>;
    /// The check of an operation's payloads.
    fn check(&self, operation: &str, direction: Direction) -> Option<Check>;
}

impl Models for Registry {
    fn ids(&self) -> BTreeSet<String> {
        Registry::ids(self)
    }

    fn check(&self, operation: &str, direction: Direction) -> Option<Check> {
        Registry::check(self, operation, direction)
    }
}

/// What there is of one operation; null where the operation cannot have it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub(crate) struct Line {
    pub(crate) operation: String,
    pub(crate) product: String,
    pub(crate) tier: String,
    pub(crate) call: Option<bool>,
    pub(crate) wire: Option<bool>,
    pub(crate) request_fixture: Option<bool>,
    pub(crate) response_fixture: Option<bool>,
    pub(crate) emulated: Option<bool>,
    pub(crate) story: Option<bool>,
    /// The fixtures that no document shows.
    pub(crate) constructed: Vec<String>,
    #[serde(skip)]
    pub(crate) model: bool,
    /// Whether calls of another operation show it by their answers.
    #[serde(skip)]
    pub(crate) is_alias: bool,
    #[serde(skip)]
    pub(crate) request_model: Option<bool>,
    #[serde(skip)]
    pub(crate) response_model: Option<bool>,
}

impl Line {
    /// Whether somebody started to implement it. What another operation's calls show is not begun
    /// by these.
    pub(crate) fn is_begun(&self) -> bool {
        let is_called = self.call == Some(true) || self.wire == Some(true);
        self.model || (is_called && !self.is_alias)
    }

    /// What a begun operation lacks.
    pub(crate) fn holes(&self) -> Vec<&'static str> {
        if !self.is_begun() {
            return Vec::new();
        }
        let parts = [
            ("model", Some(self.model)),
            ("model of its request", self.request_model),
            ("model of its answer", self.response_model),
            ("call", self.call),
            ("wire snapshot", self.wire),
            ("request fixture", self.request_fixture),
            ("response fixture", self.response_fixture),
            ("emulation", self.emulated),
            ("story", self.story),
        ];
        parts.iter().filter(|(_, there)| *there == Some(false)).map(|(name, _)| *name).collect()
    }
}

/// Everything that was measured.
pub(crate) struct Coverage {
    pub(crate) lines: Vec<Line>,
    /// Contradictions: a snapshot or exchange that is not what it claims.
    pub(crate) problems: Vec<String>,
    pub(crate) fixtures_without_model: Vec<String>,
}

/// Where tests record their exchanges.
pub(crate) fn exchanges_directory(root: &Path) -> PathBuf {
    let target =
        std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root.join("target"), PathBuf::from);
    target.join("tmp").join("exchanges")
}

/// Measures, prints, and fails where something begun has a hole.
pub(crate) fn run(root: &Path, models: &dyn Models, format: Format) -> Result<()> {
    let directory = exchanges_directory(root);
    let changed = exchanges::changed(root)?;
    let mut recorded = exchanges::read_all(&directory, changed)?;
    if !recorded.outdated.is_empty() || !recorded.incomplete(&PRODUCT_CRATES).is_empty() {
        record(root, &directory)?;
        recorded = exchanges::read_all(&directory, changed)?;
    }
    if !recorded.outdated.is_empty() {
        bail!("what {} recorded is older than the tests", recorded.outdated.join(", "));
    }
    let incomplete = recorded.incomplete(&PRODUCT_CRATES);
    if !incomplete.is_empty() {
        bail!("not all tests of {} have recorded", incomplete.join(", "));
    }
    let coverage = measure(root, models, recorded)?;
    match format {
        Format::Json => println!("{}", serde_json::to_string_pretty(&coverage.lines)?),
        Format::Text => report::print(&coverage),
    }
    let holes = coverage.lines.iter().filter(|line| !line.holes().is_empty()).count();
    if holes == 0 && coverage.problems.is_empty() {
        return Ok(());
    }
    if format == Format::Json {
        report::print_faults(&coverage);
    }
    bail!(
        "{holes} begun operations have holes, {} contradictions; what the tests recorded is in {}",
        coverage.problems.len(),
        directory.display()
    );
}

/// Runs the tests that record exchanges; standard output is for the measurement.
fn record(root: &Path, directory: &Path) -> Result<()> {
    eprintln!("not all exchanges of these tests are recorded yet: running those that do");
    forget(directory)?;
    let mut words = vec!["test", "--quiet", "--test", "it"];
    for product in PRODUCT_CRATES {
        words.extend(["--package", product]);
    }
    let mut tests = cargo(root, &words);
    command::run(tests.stdout(std::io::stderr()))
}

/// Removes what was recorded.
pub(crate) fn forget(directory: &Path) -> Result<()> {
    if directory.is_dir() {
        fs::remove_dir_all(directory)
            .with_context(|| format!("cannot clear {}", directory.display()))?;
    }
    Ok(())
}

fn measure(root: &Path, models: &dyn Models, recorded: Recorded) -> Result<Coverage> {
    let fixtures = root.join("fixtures");
    let catalogue = Catalogue::read(&fixtures)?;
    let differences = Differences::read(&fixtures)?;
    let (snapshots, mut problems) = snapshot::read_all(root)?;
    problems.extend(recorded.problems);
    let wires = check_snapshots(&catalogue, &snapshots, &mut problems);
    let wrong: BTreeSet<String> =
        recorded.exchanges.iter().filter_map(|exchange| exchange.problem(&catalogue)).collect();
    problems.extend(wrong);
    let ids = models.ids();
    problems.extend(
        ids.iter()
            .filter(|id| catalogue.get(id).is_none())
            .map(|id| format!("{id} has a model, but is not in the catalogue")),
    );
    let mut evidence = Evidence {
        catalogue: &catalogue,
        models,
        wires,
        snapshots: &snapshots,
        exchanges: &recorded.exchanges,
        fixtures: BTreeMap::new(),
    };
    let mut fixtures_without_model = Vec::new();
    for folder in folders(&fixtures)? {
        match folder.operation() {
            Some(id) => {
                if catalogue.get(&id).is_some() && !ids.contains(&id) {
                    fixtures_without_model.push(id.clone());
                }
                let read = Fixtures::read(&fixtures, &folder, &differences)?;
                evidence.fixtures.insert(id, read);
            }
            None if folder.group == "documents" => {
                let names = files(&folder.path(&fixtures))?;
                fixtures_without_model.extend(names.iter().map(|name| folder.place(name)));
            }
            None => {}
        }
    }
    let rows = catalogue.rows().iter();
    let lines = rows.map(|row| evidence.line(row, ids.contains(&row.id)));
    let lines = lines.collect();
    for row in catalogue.rows() {
        problems.extend(evidence.contradictions(row, &differences));
    }
    problems.extend(differences.problems(&catalogue));
    Ok(Coverage { lines, problems, fixtures_without_model })
}

/// The operations whose snapshot is what it claims; `false` where it is not.
fn check_snapshots(
    catalogue: &Catalogue,
    snapshots: &[WireSnapshot],
    problems: &mut Vec<String>,
) -> BTreeMap<String, bool> {
    let mut wires = BTreeMap::new();
    for snapshot in snapshots {
        let wrong = match catalogue.get(&snapshot.operation) {
            None => Some("the catalogue has no such operation".to_owned()),
            Some(row) => catalogue
                .mismatch(&row.id, &snapshot.wire.request())
                .or_else(|| snapshot.wire.host_mismatch(row)),
        };
        let good = wires.entry(snapshot.operation.clone()).or_insert(true);
        *good &= wrong.is_none();
        problems.extend(wrong.map(|wrong| format!("{}: {wrong}", snapshot.path.display())));
    }
    wires
}
