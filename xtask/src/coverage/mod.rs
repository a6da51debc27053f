//! `coverage`: measures for every operation of the catalogue what there is of it.

pub(crate) mod exchanges;
mod report;
pub(crate) mod snapshot;

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use anyhow::{Result, bail};
use serde::Serialize;

use self::exchanges::Exchange;
use self::snapshot::WireSnapshot;
use crate::Format;
use crate::catalogue::{Catalogue, Row};
use crate::command::{self, cargo};
use crate::fixtures::{folders, payloads};
use crate::policy::PRODUCT_CRATES;

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
    #[serde(skip)]
    pub(crate) model: bool,
}

impl Line {
    /// Whether somebody started to implement it.
    pub(crate) fn is_begun(&self) -> bool {
        self.model || self.call == Some(true) || self.wire == Some(true)
    }

    /// What a begun operation lacks.
    pub(crate) fn holes(&self) -> Vec<&'static str> {
        if !self.is_begun() {
            return Vec::new();
        }
        let parts = [
            ("model", Some(self.model)),
            ("call", self.call),
            ("wire snapshot", self.wire),
            ("request fixture", self.request_fixture),
            ("response fixture", self.response_fixture),
            ("emulation", self.emulated),
            ("story", self.story),
        ];
        parts
            .iter()
            .filter(|(_, there)| *there == Some(false))
            .map(|(name, _)| *name)
            .collect()
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
pub(crate) fn run(root: &Path, models: &BTreeSet<String>, format: Format) -> Result<()> {
    let directory = exchanges_directory(root);
    if !directory.is_dir() {
        record(root)?;
    }
    let coverage = measure(root, models, &directory)?;
    match format {
        Format::Json => println!("{}", serde_json::to_string_pretty(&coverage.lines)?),
        Format::Text => report::print(&coverage),
    }
    let holes = coverage
        .lines
        .iter()
        .filter(|line| !line.holes().is_empty())
        .count();
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
fn record(root: &Path) -> Result<()> {
    eprintln!("no exchanges are recorded yet: running the tests that do");
    let mut words = vec!["test", "--quiet", "--test", "it"];
    for product in PRODUCT_CRATES {
        words.extend(["--package", product]);
    }
    let mut tests = cargo(root, &words);
    command::run(tests.stdout(std::io::stderr()))
}

fn measure(root: &Path, models: &BTreeSet<String>, exchanges: &Path) -> Result<Coverage> {
    let fixtures = root.join("fixtures");
    let catalogue = Catalogue::read(&fixtures)?;
    let (snapshots, mut problems) = snapshot::read_all(root)?;
    let (exchanges, unreadable) = exchanges::read_all(exchanges)?;
    problems.extend(unreadable);
    let wires = check_snapshots(&catalogue, &snapshots, &mut problems);
    let wrong: BTreeSet<String> = exchanges
        .iter()
        .filter_map(|exchange| exchange.problem(&catalogue))
        .collect();
    problems.extend(wrong);
    problems.extend(
        models
            .iter()
            .filter(|id| catalogue.get(id).is_none())
            .map(|id| format!("{id} has a model, but is not in the catalogue")),
    );
    let mut evidence = Evidence {
        catalogue: &catalogue,
        wires,
        exchanges: &exchanges,
        payloads: BTreeMap::new(),
    };
    let mut fixtures_without_model = Vec::new();
    for folder in folders(&fixtures)? {
        let names = payloads(&folder.path(&fixtures))?;
        match folder.operation() {
            Some(id) => {
                if catalogue.get(&id).is_some() && !models.contains(&id) {
                    fixtures_without_model.push(id.clone());
                }
                evidence.payloads.insert(id, names);
            }
            None if folder.group == "documents" => {
                fixtures_without_model.extend(names.iter().map(|name| folder.place(name)));
            }
            None => {}
        }
    }
    let lines = catalogue
        .rows()
        .iter()
        .map(|row| evidence.line(row, models.contains(&row.id)))
        .collect();
    Ok(Coverage {
        lines,
        problems,
        fixtures_without_model,
    })
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

struct Evidence<'a> {
    catalogue: &'a Catalogue,
    wires: BTreeMap<String, bool>,
    exchanges: &'a [Exchange],
    payloads: BTreeMap<String, Vec<String>>,
}

impl Evidence<'_> {
    fn line(&self, row: &Row, model: bool) -> Line {
        let sent = |there: bool| row.is_sent_by_a_client().then_some(there);
        let fixture = |name: &str| {
            self.payloads
                .get(&row.id)
                .is_some_and(|names| names.iter().any(|have| have == name))
        };
        let claims = || {
            self.exchanges
                .iter()
                .filter(|e| e.claimed.as_deref() == Some(row.id.as_str()))
        };
        let routes = || {
            self.exchanges
                .iter()
                .filter(|e| e.routed.as_deref() == Some(row.id.as_str()))
        };
        // The sandbox cannot route to an operation that the wire does not show: its calls count.
        let emulated = if self.catalogue.on_the_wire(&row.id) == row.id {
            routes().any(Exchange::is_emulated)
        } else {
            claims().any(|e| e.routed.is_some() && e.is_emulated())
        };
        // A browser claims nothing.
        let story = if row.is_sent_by_a_client() {
            claims().any(Exchange::is_story)
        } else {
            routes().any(Exchange::is_story)
        };
        Line {
            operation: row.id.clone(),
            product: row.product.clone(),
            tier: row.tier.clone(),
            call: sent(self.wires.contains_key(&row.id) || claims().next().is_some()),
            wire: sent(self.wires.get(&row.id) == Some(&true)),
            request_fixture: row.has_request_body().then(|| fixture("request.json")),
            response_fixture: row.has_response_body().then(|| fixture("response.json")),
            emulated: row.is_sent().then_some(emulated),
            story: row.is_sent().then_some(story),
            model,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    const CATALOGUE: &str = "\
id,title,product,method,host,path,content_type,discriminator,auth,tier,document,source,request,response,sender
mfa.create,C,mfa,POST,api,/v1/things,application/json,,bearer,must,,x,json,json,client
mfa.create_alias,C,mfa,POST,api,/v1/things,application/json,same_as:mfa.create,bearer,must,,x,json,json,client
mfa.remove,R,mfa,DELETE,api,/v1/things/{id},,,bearer,must,,x,,empty,client
mfa.visit,V,mfa,GET,api,/visit,,,none,should,,x,,empty,browser
";

    fn workspace(name: &str, snapshots: &[(&str, &str)], exchanges: &str) -> PathBuf {
        let root =
            std::env::temp_dir().join(format!("xtask-coverage-{name}-{}", std::process::id()));
        let _ = fs::remove_dir_all(&root);
        let folder = root.join("crates/a/tests/it/snapshots");
        fs::create_dir_all(&folder).unwrap();
        fs::create_dir_all(root.join("fixtures/mfa/create")).unwrap();
        fs::create_dir_all(root.join("exchanges")).unwrap();
        fs::write(root.join("fixtures/catalogue.csv"), CATALOGUE).unwrap();
        fs::write(root.join("fixtures/mfa/create/request.json"), "{}").unwrap();
        for (id, text) in snapshots {
            fs::write(folder.join(format!("it__wire__{id}.snap")), text).unwrap();
        }
        fs::write(root.join("exchanges/one.jsonl"), exchanges).unwrap();
        root
    }

    fn measured(root: &Path, models: &[&str]) -> Coverage {
        let models = models.iter().map(|id| (*id).to_owned()).collect();
        measure(root, &models, &root.join("exchanges")).unwrap()
    }

    fn line<'a>(coverage: &'a Coverage, id: &str) -> &'a Line {
        coverage
            .lines
            .iter()
            .find(|line| line.operation == id)
            .unwrap()
    }

    const POST: &str = "POST https://api.x/v1/things\ncontent-type: application/json\n\n{}\n";

    fn exchange(test: &str, claimed: &str, routed: &str, status: u16) -> String {
        format!(
            r#"{{"test":"{test}","claimed":"{claimed}","routed":"{routed}","method":"POST","path":"/v1/things","query":"","content_type":"application/json","body":{{}},"status":{status}}}"#
        ) + "\n"
    }

    #[test]
    fn everything_that_can_be_measured_is_measured() {
        let root = workspace(
            "all",
            &[("mfa.create", POST)],
            &exchange("it::stories::all", "mfa.create", "mfa.create", 201),
        );
        let coverage = measured(&root, &["mfa.create"]);
        assert_eq!(coverage.problems, [] as [String; 0]);
        let create = line(&coverage, "mfa.create");
        assert_eq!((create.call, create.wire), (Some(true), Some(true)));
        assert_eq!((create.emulated, create.story), (Some(true), Some(true)));
        assert_eq!(
            (create.request_fixture, create.response_fixture),
            (Some(true), Some(false))
        );
        assert_eq!(create.holes(), ["response fixture"]);
    }

    #[test]
    fn what_an_operation_cannot_have_is_null() {
        let root = workspace("null", &[], "");
        let coverage = measured(&root, &[]);
        let visit = line(&coverage, "mfa.visit");
        assert_eq!((visit.call, visit.wire), (None, None));
        let remove = line(&coverage, "mfa.remove");
        assert_eq!(
            (remove.request_fixture, remove.response_fixture),
            (None, None)
        );
        assert_eq!(remove.call, Some(false));
        assert!(!remove.is_begun() && remove.holes().is_empty());
    }

    #[test]
    fn what_a_browser_sends_counts_by_where_it_came() {
        let open = line(
            &measured(&workspace("open", &[], ""), &["mfa.visit"]),
            "mfa.visit",
        )
        .holes();
        assert_eq!(open, ["emulation", "story"]);
        let visit = r#"{"test":"stories::x","claimed":null,"routed":"mfa.visit","method":"GET","path":"/visit","status":200}"#;
        let root = workspace("visit", &[], visit);
        let coverage = measured(&root, &["mfa.visit"]);
        assert_eq!(coverage.problems, [] as [String; 0]);
        let visit = line(&coverage, "mfa.visit");
        assert_eq!((visit.emulated, visit.story), (Some(true), Some(true)));
        assert_eq!(visit.holes(), [] as [&str; 0]);
    }

    #[test]
    fn a_model_alone_begins_an_operation() {
        let root = workspace("model", &[], "");
        let coverage = measured(&root, &["mfa.remove"]);
        assert_eq!(
            line(&coverage, "mfa.remove").holes(),
            ["call", "wire snapshot", "emulation", "story"]
        );
    }

    #[test]
    fn a_snapshot_that_is_not_what_it_claims_is_a_contradiction() {
        let root = workspace("snapshot", &[("mfa.remove", POST)], "");
        let coverage = measured(&root, &[]);
        assert!(
            coverage.problems[0].contains("method POST instead of DELETE"),
            "{:?}",
            coverage.problems
        );
        assert_eq!(line(&coverage, "mfa.remove").wire, Some(false));
        let elsewhere = POST.replace("api.x", "auth.x");
        let root = workspace("host", &[("mfa.create", &elsewhere)], "");
        assert!(
            measured(&root, &[]).problems[0].contains("host auth.x"),
            "the host is compared"
        );
    }

    #[test]
    fn a_claim_and_a_route_that_differ_are_a_contradiction() {
        let root = workspace(
            "route",
            &[],
            &exchange("it::a::test", "mfa.create", "mfa.remove", 201),
        );
        let coverage = measured(&root, &[]);
        assert_eq!(
            coverage.problems,
            ["it::a::test: a call of mfa.create: the sandbox took it for mfa.remove"]
        );
    }

    #[test]
    fn a_refusal_by_name_is_no_emulation_and_an_error_is_no_story() {
        let root = workspace(
            "refused",
            &[],
            &exchange("it::stories::x", "mfa.create", "mfa.create", 501),
        );
        let refused = measured(&root, &[]);
        assert_eq!(line(&refused, "mfa.create").emulated, Some(false));
        let root = workspace(
            "error",
            &[],
            &exchange("it::stories::x", "mfa.create", "mfa.create", 400),
        );
        let failed = measured(&root, &[]);
        assert_eq!(line(&failed, "mfa.create").emulated, Some(true));
        assert_eq!(line(&failed, "mfa.create").story, Some(false));
    }

    #[test]
    fn an_alias_counts_through_its_own_calls() {
        let root = workspace(
            "alias",
            &[],
            &exchange("it::stories::x", "mfa.create_alias", "mfa.create", 200),
        );
        let coverage = measured(&root, &[]);
        assert_eq!(coverage.problems, [] as [String; 0]);
        assert_eq!(line(&coverage, "mfa.create_alias").emulated, Some(true));
        assert_eq!(line(&coverage, "mfa.create").story, Some(false));
    }

    #[test]
    fn fixtures_without_a_model_are_listed() {
        let root = workspace("waiting", &[], "");
        assert_eq!(measured(&root, &[]).fixtures_without_model, ["mfa.create"]);
        assert_eq!(
            measured(&root, &["mfa.create"]).fixtures_without_model,
            [] as [String; 0]
        );
    }
}
