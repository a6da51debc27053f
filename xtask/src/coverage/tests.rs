//! What fools a measurement that trusts, and not this one.

use std::collections::BTreeMap;
use std::fs;
use std::time::{Duration, SystemTime};

use ping_models::lossless::check;
use ping_models::{OpenValue, PingOneError};

use serde_json::Value;

use super::*;

const CATALOGUE: &str = "\
id,title,product,method,host,path,content_type,discriminator,auth,tier,document,source,request,response,sender,accept,repeat,permission,replies,request_type,response_type
mfa.create,C,mfa,POST,api,/v1/things,application/json,,bearer,must,,x,json,json,client,,,,,,
mfa.create_alias,C,mfa,POST,api,/v1/things,application/json,same_as:mfa.create answer:/kind=X,bearer,must,,x,json,json,client,,,,,,
mfa.read,R,mfa,GET,api,/v1/things/{id},,,bearer,must,,x,,json,client,,,,,,
mfa.replace,R,mfa,PUT,api,/v1/things/{id},application/json,,bearer,must,,x,json,json,client,,,,,,
mfa.remove,R,mfa,DELETE,api,/v1/things/{id},,,bearer,must,,x,,empty,client,,,,,,
mfa.visit,V,mfa,GET,api,/visit,,,none,should,,x,,empty,browser,,,,,,
";

/// The checks of requests and answers by operation.
struct Known(BTreeMap<&'static str, (Option<Check>, Option<Check>)>);

impl Models for Known {
    fn ids(&self) -> BTreeSet<String> {
        self.0.keys().map(|id| (*id).to_owned()).collect()
    }

    fn check(&self, operation: &str, direction: Direction) -> Option<Check> {
        let (request, response) = self.0.get(operation)?;
        match direction {
            Direction::Request => *request,
            Direction::Response => *response,
        }
    }
}

/// A workspace of its own, with files in it.
struct Workspace(PathBuf);

impl Workspace {
    fn new(name: &str) -> Self {
        let root = std::env::temp_dir();
        let root = root.join(format!("xtask-coverage-{name}-{}", std::process::id()));
        let _ = fs::remove_dir_all(&root);
        fs::create_dir_all(root.join("crates")).unwrap();
        let workspace = Self(root);
        workspace.with("fixtures/catalogue.csv", CATALOGUE)
    }

    fn with(self, path: &str, text: &str) -> Self {
        let path = self.0.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
        self
    }

    fn snapshot(self, id: &str, text: &str) -> Self {
        self.with(&format!("crates/a/tests/it/snapshots/it__wire__{id}.snap"), text)
    }

    fn fixture(self, file: &str, text: &str) -> Self {
        self.with(&format!("fixtures/mfa/{file}"), text)
    }

    fn constructed(self, folder: &str, file: &str, text: &str) -> Self {
        let provenance = format!(
            r#"{{"files":{{"{file}":{{"basis":"constructed","note":"n","source":"","required":[],"sha256":""}}}}}}"#
        );
        self.fixture(&format!("{folder}/provenance.json"), &provenance)
            .fixture(&format!("{folder}/{file}"), text)
    }

    fn recorded(self, lines: &[String]) -> Self {
        self.with("exchanges/one.jsonl", &lines.concat())
    }

    fn measured(&self, models: &[&'static str]) -> Coverage {
        let any: Option<Check> = Some(check::<OpenValue>);
        self.measured_by(models.iter().map(|id| (*id, (any, any))).collect())
    }

    fn measured_by(
        &self,
        models: BTreeMap<&'static str, (Option<Check>, Option<Check>)>,
    ) -> Coverage {
        let recorded = exchanges::read_all(&self.0.join("exchanges"), SystemTime::UNIX_EPOCH);
        measure(&self.0, &Known(models), recorded.unwrap()).unwrap()
    }
}

fn line<'a>(coverage: &'a Coverage, id: &str) -> &'a Line {
    let mut lines = coverage.lines.iter();
    lines.find(|line| line.operation == id).unwrap()
}

/// The one thing that is wrong.
#[track_caller]
fn only_problem(coverage: &Coverage) -> &str {
    let [problem] = &coverage.problems[..] else {
        panic!("one problem: {:?}", coverage.problems);
    };
    problem
}

const POST: &str = "POST https://api.x/v1/things\ncontent-type: application/json\n\n{}\n";
const NONE: [String; 0] = [];
const STORY: &str = "it::stories::all";

/// An exchange as the recorder writes it; `change` sets what differs from a creation that succeeded.
fn exchange(id: &str, change: &str) -> String {
    let mut line = serde_json::json!({
        "run": { "program": "it-1", "started": 1000 },
        "test": STORY, "claimed": id, "routed": id, "handled": true, "method": "POST",
        "path": "/v1/things", "query": "", "content_type": "application/json", "body": {},
        "status": 201, "answer": {},
    });
    let changed: BTreeMap<String, Value> = serde_json::from_str(change).unwrap();
    for (name, value) in changed {
        line[name] = value;
    }
    format!("{line}\n")
}

/// Reading, replacing and removing `/v1/things/1`.
fn other(method: &str, change: &str) -> String {
    let (id, body) = match method {
        "GET" => ("mfa.read", "null"),
        "PUT" => ("mfa.replace", "{}"),
        _ => ("mfa.remove", "null"),
    };
    let media = if body == "null" { "null" } else { r#""application/json""# };
    let whole = format!(
        r#"{{"method":"{method}","path":"/v1/things/1","body":{body},"content_type":{media},"status":200{change}}}"#
    );
    exchange(id, &whole)
}

#[test]
fn everything_that_can_be_measured_is_measured() {
    let workspace = Workspace::new("all")
        .snapshot("mfa.create", POST)
        .fixture("create/request.json", "{}")
        .recorded(&[exchange("mfa.create", "{}")]);
    let coverage = workspace.measured(&["mfa.create"]);
    assert_eq!(coverage.problems, NONE);
    let create = line(&coverage, "mfa.create");
    assert_eq!((create.call, create.wire), (Some(true), Some(true)));
    assert_eq!((create.emulated, create.story), (Some(true), Some(true)));
    let fixtures = (create.request_fixture, create.response_fixture);
    assert_eq!(fixtures, (Some(true), Some(false)));
    assert_eq!(create.holes(), ["response fixture"]);
}

#[test]
fn what_an_operation_cannot_have_is_null() {
    let coverage = Workspace::new("null").measured(&[]);
    let visit = line(&coverage, "mfa.visit");
    assert_eq!((visit.call, visit.wire), (None, None));
    let remove = line(&coverage, "mfa.remove");
    assert_eq!((remove.request_fixture, remove.response_fixture), (None, None));
    assert_eq!(remove.call, Some(false));
    assert!(!remove.is_begun() && remove.holes().is_empty());
}

#[test]
fn what_a_browser_sends_counts_by_where_it_came() {
    let open = Workspace::new("open").measured(&["mfa.visit"]);
    assert_eq!(line(&open, "mfa.visit").holes(), ["emulation", "story"]);
    let visit = exchange(
        "mfa.visit",
        r#"{"claimed":null,"method":"GET","path":"/visit","body":null,"content_type":null,"status":200,"answer":null}"#,
    );
    let coverage = Workspace::new("visit").recorded(&[visit]).measured(&["mfa.visit"]);
    assert_eq!(coverage.problems, NONE);
    let visit = line(&coverage, "mfa.visit");
    assert_eq!((visit.emulated, visit.story), (Some(true), Some(true)));
    assert_eq!(visit.holes(), [] as [&str; 0]);
}

#[test]
fn a_model_alone_begins_an_operation() {
    let coverage = Workspace::new("model").measured(&["mfa.remove"]);
    assert_eq!(
        line(&coverage, "mfa.remove").holes(),
        ["call", "wire snapshot", "emulation", "story"]
    );
}

#[test]
fn a_snapshot_that_is_not_what_it_claims_is_a_contradiction() {
    let coverage = Workspace::new("method").snapshot("mfa.remove", POST).measured(&[]);
    assert!(coverage.problems[0].contains("method POST instead of DELETE"));
    assert_eq!(line(&coverage, "mfa.remove").wire, Some(false));
    let elsewhere = POST.replace("api.x", "auth.x");
    let coverage = Workspace::new("host").snapshot("mfa.create", &elsewhere).measured(&[]);
    assert!(only_problem(&coverage).contains("host auth.x"));
}

#[test]
fn a_claim_and_a_route_that_differ_are_a_contradiction() {
    let lost = exchange("mfa.create", r#"{"test":"it::a::test","routed":"mfa.remove"}"#);
    let coverage = Workspace::new("route").recorded(&[lost]).measured(&[]);
    assert_eq!(
        only_problem(&coverage),
        "it::a::test: a call of mfa.create: the sandbox took it for mfa.remove"
    );
}

#[test]
fn an_answer_that_no_handler_gave_is_no_emulation() {
    // A planted 200, and what is refused before or for want of a handler.
    for (name, status) in [("planted", 200), ("401", 401), ("403", 403), ("503", 503), ("501", 501)]
    {
        let line_of = exchange("mfa.create", &format!(r#"{{"handled":false,"status":{status}}}"#));
        let coverage = Workspace::new(name).recorded(&[line_of]).measured(&[]);
        assert_eq!(coverage.problems, NONE);
        let create = line(&coverage, "mfa.create");
        assert_eq!((create.emulated, create.story), (Some(false), Some(false)), "{name}");
    }
}

#[test]
fn a_refusal_by_its_handler_is_no_emulation_either() {
    let refused = exchange("mfa.create", r#"{"status":400}"#);
    let coverage = Workspace::new("refused").recorded(&[refused]).measured(&[]);
    let create = line(&coverage, "mfa.create");
    assert_eq!((create.emulated, create.story), (Some(false), Some(false)));
}

#[test]
fn an_answer_without_a_body_is_no_json() {
    let empty = exchange("mfa.create", r#"{"answer":null}"#);
    let coverage = Workspace::new("bodiless").recorded(&[empty]).measured(&[]);
    assert_eq!(line(&coverage, "mfa.create").emulated, Some(false));
}

#[test]
fn what_only_the_answer_shows_counts_by_its_marker() {
    let alias = |answer: &str| {
        let change = format!(r#"{{"routed":"mfa.create","answer":{answer}}}"#);
        let recorded = [exchange("mfa.create", &change)];
        Workspace::new("alias").recorded(&recorded).measured(&[])
    };
    let coverage = alias(r#"{"kind":"X"}"#);
    assert_eq!(coverage.problems, NONE);
    assert_eq!(line(&coverage, "mfa.create_alias").emulated, Some(true));
    assert_eq!(line(&coverage, "mfa.create").emulated, Some(true));
    assert!(!line(&coverage, "mfa.create_alias").is_begun());
    let begun = Workspace::new("begun").snapshot("mfa.create", POST);
    assert!(!line(&begun.measured(&[]), "mfa.create_alias").is_begun());
    let measured = begun.measured(&["mfa.create_alias"]);
    let holes = line(&measured, "mfa.create_alias").holes();
    assert!(holes.contains(&"call") && !holes.contains(&"wire snapshot"), "{holes:?}");
    for answer in ["{}", r#"{"kind":"Y"}"#] {
        let coverage = alias(answer);
        let alias = line(&coverage, "mfa.create_alias");
        assert_eq!((alias.call, alias.emulated), (Some(false), Some(false)));
    }
}

#[test]
fn what_is_json_needs_a_model() {
    let ignored = BTreeMap::from([("mfa.create", (Some(check::<OpenValue> as Check), None))]);
    let coverage = Workspace::new("ignored").measured_by(ignored);
    let holes = line(&coverage, "mfa.create").holes();
    assert!(holes.contains(&"model of its answer"), "{holes:?}");
    assert!(!holes.contains(&"model of its request"), "{holes:?}");
}

#[test]
fn a_stub_is_no_answer() {
    let stub = [exchange("mfa.create", "{}")];
    let documented = Workspace::new("stub")
        .fixture("create/response.json", r#"{"id": "x", "name": "n"}"#)
        .recorded(&stub);
    let coverage = documented.measured(&["mfa.create"]);
    let all = coverage.problems.join("\n");
    assert!(all.contains("/id: no answer has it") && all.contains("/name: no answer"), "{all}");
    let kinds = [exchange("mfa.create", r#"{"answer":{"id":1,"name":null,"more":true}}"#)];
    let coverage = documented.recorded(&kinds).measured(&["mfa.create"]);
    assert!(only_problem(&coverage).contains("/id: [Number] instead of {Text}"));
}

#[test]
fn a_constructed_fixture_has_what_every_answer_has_and_is_listed() {
    let answers = [
        exchange("mfa.create", r#"{"answer":{"id":"x","note":"n"}}"#),
        exchange("mfa.create", r#"{"answer":{"id":"y"}}"#),
    ];
    let workspace = Workspace::new("constructed")
        .constructed("create", "response.json", "{}")
        .recorded(&answers);
    let coverage = workspace.measured(&["mfa.create"]);
    assert!(only_problem(&coverage).contains("/id: every answer has it"));
    assert_eq!(line(&coverage, "mfa.create").constructed, ["response.json"]);
}

#[test]
fn what_no_type_names_is_not_answered() {
    let models = || BTreeMap::from([("mfa.create", (None, Some(check::<PingOneError> as Check)))]);
    let strange = exchange("mfa.create", r#"{"answer":{"code":"X","kode":"X"}}"#);
    let coverage = Workspace::new("strange").recorded(&[strange]).measured_by(models());
    assert!(only_problem(&coverage).contains("/kode: answered, but no type names it"));
    let broken = exchange("mfa.create", r#"{"answer":{"details":7}}"#);
    let coverage = Workspace::new("broken").recorded(&[broken]).measured_by(models());
    assert!(only_problem(&coverage).contains("does not decode"));
}

#[test]
fn a_snapshot_has_what_its_fixture_has() {
    let workspace = Workspace::new("request")
        .fixture("create/request.json", r#"{"name": "n"}"#)
        .snapshot("mfa.create", POST);
    let coverage = workspace.measured(&[]);
    assert!(only_problem(&coverage).contains("/name: no snapshot has it"));
    let better = POST.replace("{}", r#"{"name": 1}"#);
    let coverage = workspace.snapshot("mfa.create", &better).measured(&[]);
    assert!(only_problem(&coverage).contains("/name: [Number] instead of {Text}"));
}

#[test]
fn a_difference_has_a_reason_and_is_there() {
    let header = "operation,direction,path,why\n";
    let row = format!("{header}mfa.create,request,/name,because\n");
    let workspace = Workspace::new("difference")
        .fixture("create/request.json", r#"{"name": "n"}"#)
        .snapshot("mfa.create", POST)
        .with("fixtures/differences.csv", &row);
    assert_eq!(workspace.measured(&[]).problems, NONE);
    let silent = format!("{header}mfa.create,request,/name,\n");
    let workspace = workspace.with("fixtures/differences.csv", &silent);
    assert!(only_problem(&workspace.measured(&[])).contains("does not say why"));
    let gone = Workspace::new("gone").with("fixtures/differences.csv", &row);
    assert!(only_problem(&gone.measured(&[])).contains("nothing differs there"));
}

#[test]
fn a_story_reads_back_what_it_did() {
    let created = exchange("mfa.create", r#"{"answer":{"id":"1"}}"#);
    let story = |name: &str, id: &str, lines: &[String]| {
        let coverage = Workspace::new(name).recorded(lines).measured(&[]);
        line(&coverage, id).story == Some(true)
    };
    let read = other("GET", r#","answer":{"id":"1"}"#);
    let create = |name: &str, then: &[&str]| {
        let mut lines = vec![created.clone()];
        lines.extend(then.iter().map(|line| (*line).to_owned()));
        story(name, "mfa.create", &lines)
    };
    assert!(!create("unread", &[]));
    assert!(create("read", &[&read]));
    assert!(!story("before", "mfa.create", &[read.clone(), created.clone()]));
    let elsewhere = other("GET", r#","test":"it::stories::b","answer":{"id":"1"}"#);
    assert!(!create("elsewhere", &[&elsewhere]));
    assert!(!create("stub", &[&other("GET", r#","answer":{}"#)]));
    let planted = other("GET", r#","handled":false,"answer":{"id":"1"}"#);
    assert!(!create("planted-read", &[&planted]));

    let replaced = other("PUT", r#","answer":{"id":"1"}"#);
    assert!(!story("replaced", "mfa.replace", &[read.clone(), replaced.clone()]));
    assert!(story("replaced-read", "mfa.replace", &[replaced, read.clone()]));
    let removed = other("DELETE", r#","status":204,"answer":null"#);
    let gone = other("GET", r#","status":404"#);
    assert!(!story("removed", "mfa.remove", &[removed.clone(), read]));
    assert!(story("removed-read", "mfa.remove", &[removed, gone]));
}

#[test]
fn the_catalogue_cannot_hide_what_is_seen() {
    let hidden = |name: &str, from: &str, to: &str| {
        let catalogue = CATALOGUE.replace(from, to);
        Workspace::new(name).with("fixtures/catalogue.csv", &catalogue)
    };
    let create = [exchange("mfa.create", "{}")];
    // Nobody, or a browser, sends it.
    for sender in ["", "browser"] {
        let to = format!("/v1/things,application/json,,bearer,must,,x,json,json,{sender}");
        let from = "/v1/things,application/json,,bearer,must,,x,json,json,client";
        let workspace = hidden(&format!("sender-{sender}"), from, &to).recorded(&create);
        let problem = workspace.measured(&[]);
        assert!(only_problem(&problem).contains("no client does"));
    }
    // It has no answer, or no request.
    let from = "mfa.create,C,mfa,POST,api,/v1/things,application/json,,bearer,must,,x,json,json";
    let to = "mfa.create,C,mfa,POST,api,/v1/things,application/json,,bearer,must,,x,json,empty";
    let coverage = hidden("answer", from, to).recorded(&create).measured(&[]);
    assert!(only_problem(&coverage).contains("it has an answer"));
    let coverage =
        hidden("answer-fixture", from, to).fixture("create/response.json", "{}").measured(&[]);
    assert!(only_problem(&coverage).contains("fixtures have an answer"));
    let to = "mfa.create,C,mfa,POST,api,/v1/things,application/json,,bearer,must,,x,empty,json";
    let coverage = hidden("body", from, to).snapshot("mfa.create", POST).measured(&[]);
    assert!(only_problem(&coverage).contains("its snapshot has a body"));
    let coverage =
        hidden("body-fixture", from, to).fixture("create/request.json", "{}").measured(&[]);
    assert!(only_problem(&coverage).contains("fixtures have a request"));
}

#[test]
fn a_recording_that_is_older_than_the_tests_is_refused() {
    let created = [exchange("mfa.create", "{}")];
    let workspace = Workspace::new("old").recorded(&created);
    let directory = workspace.0.join("exchanges");
    let read = |changed| {
        let changed = SystemTime::UNIX_EPOCH + Duration::from_millis(changed);
        let recorded = exchanges::read_all(&directory, changed).unwrap();
        (recorded.exchanges.len(), recorded.outdated)
    };
    assert_eq!(read(1000), (1, Vec::new()));
    assert_eq!(read(1001), (0, vec!["it-1".to_owned()]));
}

#[test]
fn a_recording_of_some_tests_alone_is_not_enough() {
    let run = |package: &str, arguments: &[&str]| {
        let run = serde_json::json!({
            "program": "it-1", "package": package, "arguments": arguments, "started": 1000,
        });
        exchange("mfa.create", &serde_json::json!({ "run": run }).to_string())
    };
    let lines = [
        run("a", &["--quiet", "--test-threads=2"]),
        run("b", &["it::stories"]),
        run("c", &["--skip=slow"]),
        run("d", &["it::stories"]),
        run("d", &[]),
    ];
    let workspace = Workspace::new("some").recorded(&lines);
    let directory = workspace.0.join("exchanges");
    let recorded = exchanges::read_all(&directory, SystemTime::UNIX_EPOCH).unwrap();
    assert_eq!(recorded.incomplete(&["a", "b", "c", "d", "e"]), ["b", "c", "e"]);
}

#[test]
fn tests_change_with_any_file_and_with_one_that_is_gone() {
    let workspace = Workspace::new("changed")
        .with("crates/a/src/lib.rs", "")
        .with("crates/a/tests/it/old.rs", "")
        .with("crates/a/tests/it/snapshots/x.snap", "")
        .with("crates/a/README.md", "");
    let root = &workspace.0;
    let set = |path: &str, seconds: u64| {
        let file = fs::File::open(root.join(path)).unwrap();
        file.set_modified(SystemTime::UNIX_EPOCH + Duration::from_secs(seconds)).unwrap();
    };
    let all = ["src/lib.rs", "src", "tests/it/old.rs", "tests/it", "tests"];
    for path in all {
        set(&format!("crates/a/{path}"), 10);
    }
    let changed = || {
        let since = exchanges::changed(root).unwrap().duration_since(SystemTime::UNIX_EPOCH);
        since.unwrap().as_secs()
    };
    // Neither what the tests write nor what they do not read counts.
    assert_eq!(changed(), 10);
    set("crates/a/src/lib.rs", 20);
    assert_eq!(changed(), 20);
    fs::remove_file(root.join("crates/a/tests/it/old.rs")).unwrap();
    assert!(changed() > 20);
}

#[test]
fn fixtures_without_a_model_are_listed() {
    let workspace = Workspace::new("waiting").fixture("create/request.json", "{}");
    assert_eq!(workspace.measured(&[]).fixtures_without_model, ["mfa.create"]);
    let none = workspace.measured(&["mfa.create"]);
    assert_eq!(none.fixtures_without_model, NONE);
}
