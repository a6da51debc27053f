//! What the promises are tried on, and the places in it.

use std::fs;
use std::path::{Path, PathBuf};

use ping_models::pingid::inside_envelope;
use serde_json::Value;

use super::beyond;
use crate::fixtures::Direction;

/// The fixtures of an operation in one direction by their name, and what is told of it beyond them.
pub(super) fn payloads(id: &str, direction: Direction) -> Vec<(String, Value)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../fixtures");
    let folder = root.join(id.replace('.', "/"));
    let mut paths: Vec<PathBuf> = match fs::read_dir(&folder) {
        Ok(entries) => entries.map(|entry| entry.unwrap().path()).collect(),
        Err(_) => Vec::new(),
    };
    paths.sort();
    let fixtures = paths.into_iter().filter_map(|path| {
        let name = path.file_name()?.to_str()?.to_owned();
        let is_wanted = Direction::of_file(&name) == Some(direction);
        let text = is_wanted.then(|| fs::read_to_string(&path).unwrap())?;
        // PingID's envelope is not the model's business.
        let content = match id.starts_with("pingid.") {
            true => inside_envelope(&text),
            false => &text,
        };
        Some((name, serde_json::from_str(content).unwrap()))
    });
    let beyond = beyond::payloads(id, direction).into_iter();
    let beyond = beyond.map(|payload| ("beyond its fixtures".to_owned(), payload));
    fixtures.chain(beyond).collect()
}

/// Whether `pointer` is the one that `pattern` describes, in which `*` is any segment.
pub(super) fn matches(pattern: &str, pointer: &str) -> bool {
    let (pattern, pointer) = (pattern.split('/'), pointer.split('/'));
    pattern.clone().count() == pointer.clone().count()
        && pattern.zip(pointer).all(|(known, segment)| known == "*" || known == segment)
}

/// The JSON pointers of the values that are `wanted`, the whole one (`""`) included.
pub(super) fn pointers(value: &Value, wanted: impl Fn(&Value) -> bool + Copy) -> Vec<String> {
    fn walk(
        value: &Value,
        at: String,
        wanted: impl Fn(&Value) -> bool + Copy,
        found: &mut Vec<String>,
    ) {
        match value {
            Value::Object(members) => {
                for (name, member) in members {
                    let name = name.replace('~', "~0").replace('/', "~1");
                    walk(member, format!("{at}/{name}"), wanted, found);
                }
            }
            Value::Array(items) => {
                for (index, item) in items.iter().enumerate() {
                    walk(item, format!("{at}/{index}"), wanted, found);
                }
            }
            _ => {}
        }
        if wanted(value) {
            found.push(at);
        }
    }
    let mut found = Vec::new();
    walk(value, String::new(), wanted, &mut found);
    found
}

/// A pointer as errors write it: `_embedded.devices[2].id`.
pub(super) fn place(payload: &Value, pointer: &str) -> String {
    let mut place = String::new();
    let mut around = payload;
    for segment in pointer.split('/').skip(1) {
        let segment = segment.replace("~1", "/").replace("~0", "~");
        if let Some(items) = around.as_array() {
            around = &items[segment.parse::<usize>().unwrap()];
            place.push_str(&format!("[{segment}]"));
        } else {
            around = &around[&segment];
            place.push_str(if place.is_empty() { "" } else { "." });
            place.push_str(&segment);
        }
    }
    place
}
