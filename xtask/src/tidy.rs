//! `tidy`: what does not belong into the tree.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use serde::Deserialize;

use crate::{reach, table};

/// Text that no file may hold. Split, so that this file does not hold it either.
const FORBIDDEN: [&str; 6] = [
    concat!("TO", "DO"),
    concat!("FIX", "ME"),
    concat!("/wo", "rk/"),
    concat!("to", "do!("),
    concat!("unimple", "mented!("),
    concat!("d", "bg!("),
];

/// Endings of files that hold text.
const TEXT: [&str; 10] = [
    "rs", "toml", "md", "json", "csv", "snap", "sh", "yml", "txt", "html",
];

/// What the sandbox's own table of operations must agree on with the catalogue.
#[derive(Debug, PartialEq, Deserialize)]
struct Operation {
    id: String,
    method: String,
    host: String,
    path: String,
    content_type: String,
    discriminator: String,
}

impl Operation {
    /// Reads a line of that table: id, title, host, method, path, media type, discriminator.
    fn of_line(line: &str) -> Option<Self> {
        let columns: Vec<&str> = line.split('\t').collect();
        let [id, _, host, method, path, content_type, discriminator, ..] = columns[..] else {
            return None;
        };
        let [id, host, method, path, content_type, discriminator] =
            [id, host, method, path, content_type, discriminator].map(str::to_owned);
        Some(Self {
            id,
            method,
            host,
            path,
            content_type,
            discriminator,
        })
    }
}

/// The emulator keeps a table of its own, since it may not read ours; the two must not part.
fn same_operations(root: &Path) -> Result<Vec<String>> {
    let catalogue: Vec<Operation> = table::read(&root.join("fixtures/catalogue.csv"))?;
    let path = root.join("crates/ping-sandbox/src/catalogue.tsv");
    let text =
        fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))?;
    let copy: Vec<Operation> = text.lines().filter_map(Operation::of_line).collect();
    let mut problems = Vec::new();
    for operation in catalogue
        .iter()
        .filter(|operation| !operation.method.is_empty())
    {
        if !copy.contains(operation) {
            problems.push(format!(
                "{}: {} is missing or differs from fixtures/catalogue.csv",
                path.display(),
                operation.id
            ));
        }
    }
    for operation in copy
        .iter()
        .filter(|operation| catalogue.iter().all(|known| known.id != operation.id))
    {
        problems.push(format!(
            "{}: {} is not in fixtures/catalogue.csv",
            path.display(),
            operation.id
        ));
    }
    Ok(problems)
}

/// Reads all files and fails with the list of what is wrong.
pub(crate) fn run(root: &Path) -> Result<()> {
    let mut files = Vec::new();
    collect(root, root, &mut files)?;
    let mut problems = Vec::new();
    for path in &files {
        let Ok(text) = fs::read_to_string(path) else {
            continue;
        };
        let name = path.strip_prefix(root).unwrap_or(path).display();
        problems.extend(findings(&text).map(|(line, word)| format!("{name}:{line}: {word}")));
    }
    problems.extend(same_operations(root)?);
    problems.extend(reach::findings(root, &files)?);
    if !problems.is_empty() {
        bail!(
            "does not belong into the tree:\n  {}",
            problems.join("\n  ")
        );
    }
    println!("{} files are tidy", files.len());
    Ok(())
}

fn findings(text: &str) -> impl Iterator<Item = (usize, &'static str)> {
    text.lines().enumerate().flat_map(|(index, line)| {
        FORBIDDEN
            .into_iter()
            .filter(|word| contains_word(line, word))
            .map(move |word| (index + 1, word))
    })
}

/// Whether the text stands there on its own, not as a part of a longer word or path.
fn contains_word(line: &str, word: &str) -> bool {
    let is_part = |c: char| c.is_alphanumeric() || c == '_';
    line.match_indices(word).any(|(start, _)| {
        let before = line[..start].chars().next_back();
        let after = line[start + word.len()..].chars().next();
        let whole = !word.ends_with(char::is_alphanumeric) || !after.is_some_and(is_part);
        !before.is_some_and(is_part) && whole
    })
}

/// The text files below a folder, build results aside.
pub(crate) fn collect(root: &Path, folder: &Path, files: &mut Vec<PathBuf>) -> Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        let name = path
            .file_name()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned();
        let ours = !(name == ".git" || (folder == root && name.starts_with("target")));
        if path.is_dir() {
            if ours {
                collect(root, &path, files)?;
            }
        } else if is_text(&path) || folder == root.join(".ci") {
            files.push(path);
        }
    }
    Ok(())
}

fn is_text(path: &Path) -> bool {
    path.extension()
        .is_some_and(|ending| TEXT.iter().any(|text| ending == *text))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forbidden_words_are_found_with_their_line() {
        let text = format!(
            "fine\n// {} later\nsee {}main\n",
            FORBIDDEN[0], FORBIDDEN[2]
        );
        let found: Vec<_> = findings(&text).collect();
        assert_eq!(found, [(2, FORBIDDEN[0]), (3, FORBIDDEN[2])]);
    }

    #[test]
    fn a_line_of_the_sandbox_has_the_columns_of_the_catalogue() {
        let read = Operation::of_line("mfa.x\tX\tapi\tGET\t/v1/x\t\tquery:a\tclient").unwrap();
        assert_eq!((read.method.as_str(), read.host.as_str()), ("GET", "api"));
        assert_eq!(
            (read.path.as_str(), read.discriminator.as_str()),
            ("/v1/x", "query:a")
        );
        assert_eq!(Operation::of_line("mfa.x"), None);
    }

    #[test]
    fn parts_of_words_and_paths_are_fine() {
        let text = format!("{}S and https://example.com{}x", FORBIDDEN[0], FORBIDDEN[2]);
        assert_eq!(findings(&text).count(), 0);
    }
}
