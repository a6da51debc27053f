//! Trials for as long as somebody asks. Each runs in a child: what ends a process, such as a stack
//! that overflows, would end the search for the smallest payload, too.

use std::fs;
use std::path::PathBuf;
use std::process::Command;
use std::time::{Duration, Instant, SystemTime};

use super::case::{Case, Kept};
use super::harness::{Harness, on_a_plain_thread};
use super::mutate::{compact, count, without};
use super::{MINUTES, SEED};
use crate::fixtures::tree::Node;

/// In a child: the file with the case to try.
const FILE: &str = "XTASK_FUZZ_FILE";
/// How many smaller payloads are tried.
const ATTEMPTS: usize = 600;

fn number(variable: &str) -> Option<u64> {
    std::env::var(variable).ok()?.parse().ok()
}

fn folder() -> PathBuf {
    let folder = crate::root().join("target").join("fuzz");
    fs::create_dir_all(&folder).unwrap();
    folder
}

fn child() -> Command {
    let mut command = Command::new(std::env::current_exe().unwrap());
    command.args(["--quiet", "--ignored", "--exact", "--nocapture", "fuzz::endless::in_a_child"]);
    command
}

#[test]
#[ignore = "`cargo xtask fuzz` runs it"]
fn goes_on_until_told() {
    let Some(minutes) = number(MINUTES) else {
        return;
    };
    let seed = number(SEED).unwrap_or_else(|| {
        let now = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH);
        now.unwrap().as_secs() << 20
    });
    println!("from seed {seed}, for {minutes} min");
    let mut command = child();
    command.env(MINUTES, minutes.to_string()).env(SEED, seed.to_string());
    let status = command.status().unwrap();
    let last = fs::read_to_string(folder().join("seed")).unwrap();
    let last: u64 = last.trim().parse().unwrap();
    if status.success() {
        println!("{} payloads broke nothing", last - seed + 1);
        return;
    }
    println!("seed {last} broke something; looking for a smaller payload");
    let smallest = on_a_plain_thread(|| smallest(&Harness::new(), last));
    let file = folder().join(format!("{last}.json"));
    let kept = Kept::new(&smallest, format!("seed {last}: say what it found"));
    fs::write(&file, serde_json::to_string_pretty(&kept).unwrap()).unwrap();
    panic!(
        "{} bytes are left in {}. Once it is mended, move it to fixtures/fuzz/ under the name of \
         what it found.\nTo see it again: cargo xtask fuzz --minutes 1 --seed {last}",
        smallest.payload.len(),
        file.display()
    );
}

#[test]
#[ignore = "a child of the one above"]
fn in_a_child() {
    if let Ok(file) = std::env::var(FILE) {
        let kept: Kept = serde_json::from_str(&fs::read_to_string(file).unwrap()).unwrap();
        let tried = on_a_plain_thread(|| Harness::new().try_case(&kept.case()));
        tried.unwrap();
        return;
    }
    let (Some(minutes), Some(first)) = (number(MINUTES), number(SEED)) else {
        return;
    };
    let end = Instant::now() + Duration::from_secs(60 * minutes);
    let at = folder().join("seed");
    on_a_plain_thread(|| {
        let harness = Harness::new();
        for seed in first.. {
            fs::write(&at, seed.to_string()).unwrap();
            if let Err(broken) = harness.try_case(&harness.case(seed)) {
                panic!("{broken}");
            }
            if Instant::now() > end {
                break;
            }
        }
    });
}

fn still_breaks(case: &Case) -> bool {
    let file = folder().join("case.json");
    let kept = Kept::new(case, String::new());
    fs::write(&file, serde_json::to_string(&kept).unwrap()).unwrap();
    let output = child().env(FILE, &file).output().unwrap();
    !output.status.success()
}

/// The case of a seed without what it takes not to break.
fn smallest(harness: &Harness, seed: u64) -> Case {
    let case = harness.case(seed);
    let (_, tree, _) = harness.tree(seed);
    let breaks = |payload: Vec<u8>| {
        let smaller = Case { target: case.target.clone(), payload };
        still_breaks(&smaller)
    };
    let payload = if case.payload == compact(&tree).into_bytes() {
        compact(&smaller_tree(tree, |tree| breaks(compact(tree).into_bytes()))).into_bytes()
    } else {
        smaller_bytes(case.payload.clone(), |bytes| breaks(bytes.to_vec()))
    };
    Case { target: case.target, payload }
}

/// Drops one value after the other, the large ones first.
fn smaller_tree(mut tree: Node, breaks: impl Fn(&Node) -> bool) -> Node {
    let (mut place, mut left) = (1, ATTEMPTS);
    while place < count(&tree) && left > 0 {
        left -= 1;
        let smaller = without(&tree, place);
        if breaks(&smaller) {
            tree = smaller;
        } else {
            place += 1;
        }
    }
    tree
}

/// Drops one piece after the other, halving their size.
fn smaller_bytes(mut bytes: Vec<u8>, breaks: impl Fn(&[u8]) -> bool) -> Vec<u8> {
    let (mut size, mut left) = (bytes.len() / 2, ATTEMPTS);
    while size > 0 {
        let mut at = 0;
        while at + size <= bytes.len() && left > 0 {
            left -= 1;
            let smaller = [&bytes[..at], &bytes[at + size..]].concat();
            if breaks(&smaller) {
                bytes = smaller;
            } else {
                at += size;
            }
        }
        size /= 2;
    }
    bytes
}

#[test]
fn only_what_breaks_is_left() {
    let tree = super::mutate::parse(r#"{"a": [1, {"b": 2, "c": 3}], "d": {"e": [4, 5]}}"#).unwrap();
    let left = smaller_tree(tree, |tree| compact(tree).contains("\"c\":3"));
    assert_eq!(compact(&left), r#"{"a":[{"c":3}]}"#);
    let left = smaller_bytes(b"0123456789".to_vec(), |bytes| {
        bytes.contains(&b'3') && bytes.contains(&b'8')
    });
    assert_eq!(left, b"38");
}
