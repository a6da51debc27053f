//! Makes cases from seeds, and tries them.

use std::collections::BTreeMap;
use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;

use ping_models::pingid::inside_envelope;
use tokio::runtime::{Builder, Runtime};

use super::answers::{CLIENT_DATA, body_of, try_call};
use super::calls::{ProductCall, calls};
use super::case::{Case, Outcome, Target};
use super::models::try_model;
use super::mutate::{compact, garble, mutate, parse};
use super::random::Random;
use super::sandbox::try_sandbox;
use crate::fixtures::tree::Node;
use crate::fixtures::{Direction, folders, payloads};
use crate::registry::Registry;

/// The statuses of error answers.
const ERRORS: [u16; 8] = [400, 401, 403, 404, 409, 429, 500, 503];

/// A sound payload, and what it is for.
struct Base {
    target: Target,
    tree: Node,
}

/// Everything that payloads are given to.
pub(super) struct Harness {
    registry: Registry,
    runtime: Runtime,
    bases: Vec<Base>,
}

/// The folder of the fixtures.
pub(super) fn fixtures() -> PathBuf {
    crate::root().join("fixtures")
}

impl Harness {
    pub(super) fn new() -> Self {
        let mut harness = Self {
            registry: Registry::load(),
            runtime: Builder::new_current_thread().enable_all().build().unwrap(),
            bases: Vec::new(),
        };
        harness.bases = harness.bases();
        harness
    }

    /// How many bases there are: so many seeds in a row try each of them once.
    pub(super) fn round(&self) -> u64 {
        self.bases.len() as u64
    }

    fn bases(&self) -> Vec<Base> {
        let mut bases = Vec::new();
        let mut trees: BTreeMap<(String, Direction), Vec<Node>> = BTreeMap::new();
        let root = fixtures();
        for folder in folders(&root).unwrap() {
            let Some(operation) = folder.operation() else {
                continue;
            };
            for file in payloads(&folder.path(&root)).unwrap() {
                let Some(direction) = Direction::of_file(&file) else {
                    continue;
                };
                let text = fs::read_to_string(root.join(folder.place(&file))).unwrap();
                let tree = parse(&text).unwrap();
                let operation = operation.clone();
                let of_operation = trees.entry((operation.clone(), direction)).or_default();
                of_operation.push(tree.clone());
                if self.registry.check(&operation, direction).is_some() {
                    let target = Target::Model { operation, direction };
                    bases.push(Base { target, tree });
                }
            }
        }
        let of = |operation: &str, direction| {
            let found = trees.get(&(operation.to_owned(), direction));
            found.cloned().unwrap_or_default()
        };
        for call in calls() {
            let operation = call.operation();
            let (product, _) = operation.split_once('.').unwrap();
            let mut add = |target: Target, trees: Vec<Node>| {
                bases.extend(trees.into_iter().map(|tree| Base { target: target.clone(), tree }));
            };
            let name = || call.name.to_owned();
            let mut answers = of(operation, Direction::Response);
            if call.is_pingid() {
                answers.iter_mut().for_each(repeat_client_data);
            }
            add(Target::Call { name: name(), status: 200 }, answers);
            let error = of(&format!("{product}.error"), Direction::Response);
            // Which of the statuses, the seed says.
            add(Target::Call { name: name(), status: ERRORS[0] }, error);
            if call.is_flow() {
                continue;
            }
            let mut bodies = of(operation, Direction::Request);
            if call.is_pingid() {
                let inner = |tree: &Node| parse(inside_envelope(&compact(tree)));
                bodies = bodies.iter().filter_map(inner).collect();
            }
            bodies.extend(body_of(&self.runtime, call).and_then(|body| parse(&body)));
            add(Target::Sandbox { name: name() }, bodies);
        }
        bases
    }

    /// The cases of the payloads as they are.
    pub(super) fn sound(&self) -> impl Iterator<Item = Case> {
        self.bases.iter().map(|base| Case {
            target: base.target.clone(),
            payload: compact(&base.tree).into_bytes(),
        })
    }

    /// The payload of a seed as a tree, where it still is one.
    pub(super) fn tree(&self, seed: u64) -> (Target, Node, Random) {
        let mut random = Random::new(seed);
        let base = &self.bases[(seed % self.round()) as usize];
        let mut target = base.target.clone();
        if let Target::Call { status, .. } = &mut target
            && *status != 200
        {
            *status = *random.of(&ERRORS);
        }
        // Now and then what belongs to something else.
        let tree = match random.one_in(12) {
            true => &random.of(&self.bases).tree,
            false => &base.tree,
        };
        let tree = mutate(tree, &mut random);
        (target, tree, random)
    }

    /// The case of a seed.
    pub(super) fn case(&self, seed: u64) -> Case {
        let (target, tree, mut random) = self.tree(seed);
        let text = compact(&tree);
        let payload = match random.one_in(10) {
            true => garble(text, &mut random),
            false => text.into_bytes(),
        };
        Case { target, payload }
    }

    /// Tries a case; `Err` says what it broke.
    pub(super) fn try_case(&self, case: &Case) -> Result<Outcome, String> {
        let tried = catch_unwind(AssertUnwindSafe(|| match &case.target {
            Target::Model { operation, direction } => {
                let check = self.registry.check(operation, *direction).unwrap();
                try_model(check, operation, &case.payload)
            }
            Target::Call { name, status } => {
                try_call(&self.runtime, named(name), *status, &case.payload)
            }
            Target::Sandbox { name } => try_sandbox(&self.runtime, named(name), &case.payload),
        }));
        tried.unwrap_or_else(|panic| {
            let text = panic.downcast_ref::<String>().cloned();
            let text = text.or_else(|| panic.downcast_ref::<&str>().map(|text| (*text).to_owned()));
            Err(format!("it panics: {}", text.unwrap_or_default()))
        })
    }
}

/// Lets a reply of PingID repeat what the request carried.
fn repeat_client_data(reply: &mut Node) {
    let Node::Object(members) = reply else {
        return;
    };
    match members.iter_mut().find(|(name, _)| name == r#""responseBody""#) {
        Some((_, body @ Node::Object(_))) => repeat_client_data(body),
        _ => {
            let name = r#""clientData""#;
            members.retain(|(known, _)| known != name);
            let mark = Node::Scalar(format!("\"{CLIENT_DATA}\""));
            members.push((name.to_owned(), mark));
        }
    }
}

fn named(name: &str) -> &'static ProductCall {
    let found = calls().find(|call| call.name == name);
    found.unwrap_or_else(|| panic!("there is no call {name}"))
}

/// Runs work on a thread with the stack of a thread that nobody gave another.
pub(super) fn on_a_plain_thread<T: Send>(work: impl FnOnce() -> T + Send) -> T {
    std::thread::scope(|scope| {
        let thread = std::thread::Builder::new().stack_size(2 * 1024 * 1024);
        let running = thread.spawn_scoped(scope, work).unwrap();
        running.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))
    })
}
