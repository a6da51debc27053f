//! `tidy`: what does not belong into the tree.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Result, bail};

use crate::catalogue::{Catalogue, documented, generate};
use crate::{circles, faces, reach};

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
const TEXT: [&str; 10] = ["rs", "toml", "md", "json", "csv", "snap", "sh", "yml", "txt", "html"];

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
    problems.extend(Catalogue::read(&root.join("fixtures"))?.problems());
    problems.extend(generate::problems(root)?);
    problems.extend(documented::problems(root)?);
    problems.extend(reach::findings(root, &files)?);
    problems.extend(circles::findings(root, &files)?);
    problems.extend(faces::findings(root, &files)?);
    if !problems.is_empty() {
        bail!("does not belong into the tree:\n  {}", problems.join("\n  "));
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
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
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
    path.extension().is_some_and(|ending| TEXT.iter().any(|text| ending == *text))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forbidden_words_are_found_with_their_line() {
        let text = format!("fine\n// {} later\nsee {}main\n", FORBIDDEN[0], FORBIDDEN[2]);
        let found: Vec<_> = findings(&text).collect();
        assert_eq!(found, [(2, FORBIDDEN[0]), (3, FORBIDDEN[2])]);
    }

    #[test]
    fn parts_of_words_and_paths_are_fine() {
        let text = format!("{}S and https://example.com{}x", FORBIDDEN[0], FORBIDDEN[2]);
        assert_eq!(findings(&text).count(), 0);
    }
}
