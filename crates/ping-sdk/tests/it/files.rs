//! The sources of the workspace, for tests that look into them.

use std::fs;
use std::path::{Path, PathBuf};

/// A text without its white space.
pub(crate) fn bare(text: &str) -> String {
    text.split_whitespace().collect()
}

/// The Rust files below a folder, bare.
pub(crate) fn sources(folder: &Path, all: &mut Vec<String>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path: PathBuf = entry.unwrap().path();
        if path.is_dir() {
            sources(&path, all);
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            all.push(bare(&fs::read_to_string(path).unwrap()));
        }
    }
}
