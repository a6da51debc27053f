//! The fixtures of the operations.

use std::path::PathBuf;

/// The fixtures of an operation in one direction, by their name. There has to be one.
pub(crate) fn fixtures(operation: &str, direction: &str) -> Vec<(String, String)> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../fixtures").join(operation);
    let mut found: Vec<_> = std::fs::read_dir(&folder)
        .unwrap_or_else(|error| panic!("{}: {error}", folder.display()))
        .map(|entry| entry.unwrap().path())
        .filter(|path| {
            let name = path.file_name().unwrap().to_string_lossy();
            name.starts_with(direction) && name.ends_with(".json")
        })
        .map(|path| {
            let name = path.file_name().unwrap().to_string_lossy();
            let json = std::fs::read_to_string(&path).unwrap();
            (format!("{operation}/{name}"), json)
        })
        .collect();
    found.sort();
    assert!(!found.is_empty(), "{operation} has no {direction} fixture");
    found
}
