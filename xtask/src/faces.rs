//! What users meet in the crates of the products: an end of a flow may not be dropped unseen, a call
//! is found by the usual verbs, and all that is sent has options and can be spawned or blocked on.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::Result;

/// The names of methods, and for each of them what one may look for instead.
const VERBS: [(&str, &[&str]); 7] = [
    ("create", &["add", "new"]),
    ("read", &["get", "fetch"]),
    ("read_all", &["get_all", "all", "list"]),
    ("list", &["get_all", "all"]),
    ("update", &["replace", "put", "set"]),
    ("patch", &["modify", "edit"]),
    ("delete", &["remove"]),
];

/// What is declared without what belongs before it.
pub(crate) fn findings(root: &Path, files: &[PathBuf]) -> Result<Vec<String>> {
    let mut problems = Vec::new();
    for path in files {
        let name = path.strip_prefix(root).unwrap_or(path);
        let parts: Vec<_> = name.iter().filter_map(|part| part.to_str()).collect();
        let ["crates", package, "src", within @ ..] = parts.as_slice() else { continue };
        if name.extension().is_none_or(|ending| ending != "rs") {
            continue;
        }
        let text = fs::read_to_string(path)?;
        let is_product = package.starts_with("pingone-") || *package == "pingid-rest";
        let mut found = Vec::new();
        if within.contains(&"flow") {
            found.extend(unseen_ends(&text));
        }
        if is_product {
            found.extend(calls_of_one_face(&text));
        }
        problems.extend(found.into_iter().map(|what| format!("{}: {what}", name.display())));
    }
    Ok(problems)
}

/// The public declarations of a text: the attributes before each, and what it says up to its body.
fn declarations(text: &str) -> Vec<(Vec<&str>, String)> {
    let (mut found, mut before) = (Vec::new(), Vec::new());
    let mut lines = text.lines().map(str::trim);
    while let Some(line) = lines.next() {
        if let Some(declared) = line.strip_prefix("pub ") {
            let mut declared = declared.to_owned();
            // The parameters of a long function have lines of their own.
            while declared.starts_with("fn ") && !declared.ends_with(['{', '}', ';']) {
                let Some(more) = lines.next() else { break };
                declared = format!("{declared} {more}");
            }
            found.push((std::mem::take(&mut before), declared));
        } else if line.is_empty() || line.ends_with(['{', '}', ';']) {
            before.clear();
        } else if line.starts_with("#[") || (!before.is_empty() && !line.starts_with("///")) {
            // An attribute may have several lines.
            before.push(line);
        }
    }
    found
}

/// The first word of a text that is one of Rust's names.
fn name(text: &str) -> &str {
    text.split(|c: char| !c.is_alphanumeric() && c != '_').next().unwrap_or_default()
}

/// The steps and outcomes of flows that may be dropped without a warning, or matched as if there
/// could never be another one.
fn unseen_ends(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    for (attributes, declared) in declarations(text) {
        let has = |word: &str| attributes.iter().any(|attribute| attribute.contains(word));
        let (name, is_enum) = match declared.split_once(' ') {
            Some(("enum", rest)) => (name(rest), true),
            Some(("struct", rest)) => (name(rest), false),
            _ => continue,
        };
        let is_end = ["Step", "Outcome", "Verdict"].iter().any(|end| name.ends_with(end));
        if is_end && !name.starts_with("Unknown") && !has("must_use") {
            found.push(format!("{name} is not `#[must_use]`"));
        }
        if is_enum && !has("non_exhaustive") {
            found.push(format!("{name} is not `#[non_exhaustive]`"));
        }
    }
    found
}

/// The calls that are found by one verb alone, and those that are nothing but a future: whoever has
/// one can neither give it options nor block on it.
fn calls_of_one_face(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    for (attributes, declared) in declarations(text) {
        if let Some(method) = declared.strip_prefix("async fn ").map(name) {
            found.push(format!("`{method}` is `async`, not a `Call`, `Action` or `Poll`"));
        }
        let Some(method) = declared.strip_prefix("fn ").map(name) else { continue };
        let is_call = declared.contains("-> Call<") || declared.contains("-> List<");
        let Some((_, others)) = VERBS.iter().find(|(verb, _)| *verb == method && is_call) else {
            continue;
        };
        let aliases = attributes.concat();
        if !others.iter().any(|other| aliases.contains(&format!("\"{other}\""))) {
            found.push(format!(
                "`{method}` has none of {} in `#[doc(alias(..))]`",
                others.join(", ")
            ));
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_end_of_a_flow_is_looked_at() {
        let good = r#"
            /// A step.
            #[derive(Clone)]
            #[non_exhaustive]
            #[must_use = "it may have failed"]
            pub enum Step {
                One,
            }

            pub struct UnknownStep(u8);
        "#;
        assert_eq!(unseen_ends(good), [] as [String; 0]);
        let bad = r#"
            #[must_use]
            fn other() {
            }

            #[derive(Clone)]
            pub enum PairingOutcome {
            }
            pub struct OtpStep(u8);
            #[must_use]
            pub enum Verdict {
        "#;
        assert_eq!(
            unseen_ends(bad),
            [
                "PairingOutcome is not `#[must_use]`",
                "PairingOutcome is not `#[non_exhaustive]`",
                "OtpStep is not `#[must_use]`",
                "Verdict is not `#[non_exhaustive]`",
            ]
        );
    }

    #[test]
    fn a_call_is_found_by_the_usual_verbs() {
        let good = r#"
            /// Deletes it.
            #[doc(alias(
                "remove",
                "Delete It"
            ))]
            pub fn delete(&self) -> Call<()> {
            }

            pub fn read(text: &str) -> Self {
        "#;
        assert_eq!(calls_of_one_face(good), [] as [String; 0]);
        let bad = r#"
            #[doc(alias("remove", "Delete It"))]
            pub fn delete(&self) -> Call<()> {
            }

            #[doc(alias("Create It"))]
            pub fn create(
                &self,
            ) -> Call<It> {
            }
            pub async fn wait(self) {
        "#;
        assert_eq!(
            calls_of_one_face(bad),
            [
                "`create` has none of add, new in `#[doc(alias(..))]`",
                "`wait` is `async`, not a `Call`, `Action` or `Poll`",
            ]
        );
    }
}
