//! Which modules of a crate import each other in a circle: whoever reads one of them has to know
//! them all.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::Result;

/// So many modules may import each other.
const LARGEST: usize = 5;

/// Modules by their paths, such as `page::list`, and what each imports by `crate` and `super`.
type Imports = BTreeMap<String, BTreeSet<String>>;

/// The circles among the modules of each crate that are too large.
pub(crate) fn findings(root: &Path, files: &[PathBuf]) -> Result<Vec<String>> {
    let mut crates: BTreeMap<PathBuf, BTreeMap<String, String>> = BTreeMap::new();
    for path in files {
        let name = path.strip_prefix(root).unwrap_or(path);
        if let Some((sources, module)) = module(name) {
            let text = fs::read_to_string(path)?;
            crates.entry(sources).or_default().insert(module, text);
        }
    }
    let mut problems = Vec::new();
    for (sources, texts) in &crates {
        for circle in circles(&imports(texts)) {
            if circle.len() > LARGEST {
                problems.push(format!(
                    "{}: {} modules import each other, {LARGEST} may: {}",
                    sources.display(),
                    circle.len(),
                    circle.join(", ")
                ));
            }
        }
    }
    Ok(problems)
}

/// The folder of a crate's sources and the path of the module that a file below it is; the root of
/// a crate is none.
fn module(file: &Path) -> Option<(PathBuf, String)> {
    let file = file.with_extension("");
    let parts: Vec<&str> = file.iter().filter_map(|part| part.to_str()).collect();
    let sources = parts.iter().position(|part| *part == "src")? + 1;
    let (folder, path) = parts.split_at(sources);
    let path = match path {
        ["lib" | "main"] => return None,
        [path @ .., "mod"] => path,
        path => path,
    };
    Some((folder.iter().collect(), path.join("::")))
}

fn imports(texts: &BTreeMap<String, String>) -> Imports {
    let of = |(module, text): (&String, &String)| {
        let paths = paths(text).into_iter();
        let imported = paths.filter_map(|path| known(&path, module, texts));
        (module.clone(), imported.collect())
    };
    texts.iter().map(of).collect()
}

/// The module that a path leads to, where it is not the importing one.
fn known(path: &str, module: &str, texts: &BTreeMap<String, String>) -> Option<String> {
    let mut path = match path.strip_prefix("super") {
        Some(rest) => {
            let parent = module.rsplit_once("::").map_or("", |(parent, _)| parent);
            format!("{parent}{rest}")
        }
        None => path.strip_prefix("crate")?.to_owned(),
    };
    path = path.trim_start_matches("::").to_owned();
    while !path.is_empty() && !texts.contains_key(&path) {
        path.truncate(path.rfind("::").unwrap_or(0));
    }
    (!path.is_empty() && path != module).then_some(path)
}

/// The paths in a text that begin with `crate` or `super`, those in braces one by one.
fn paths(text: &str) -> Vec<String> {
    // Tests may import what they like.
    let text = text.split("#[cfg(test)]\nmod tests {").next().unwrap_or(text);
    let code = text.lines().map(|line| line.split("//").next().unwrap_or(line));
    let code: String = code.flat_map(|line| [line.trim(), " "]).collect();
    let mut found = Vec::new();
    for start in ["crate::", "super::"] {
        for (at, _) in code.match_indices(start) {
            let before = code[..at].chars().next_back();
            if !before.is_some_and(|char| char.is_alphanumeric() || "_$:".contains(char)) {
                tree("", &code[at..], &mut found);
            }
        }
    }
    found
}

/// Reads a path and what follows it in braces; returns what is behind it.
fn tree<'a>(before: &str, text: &'a str, found: &mut Vec<String>) -> &'a str {
    let is_part = |char: char| char.is_alphanumeric() || "_:".contains(char);
    let end = text.find(|char| !is_part(char)).unwrap_or(text.len());
    let (path, mut rest) = text.split_at(end);
    let path = format!("{before}{path}");
    match rest.strip_prefix('{').filter(|_| path.ends_with("::")) {
        Some(inner) => {
            rest = inner;
            while !rest.is_empty() && !rest.starts_with('}') {
                rest = tree(&path, rest.trim_start(), found);
                if let Some(renamed) = rest.strip_prefix(" as ") {
                    rest = renamed.trim_start_matches(is_part);
                }
                rest = rest.trim_start_matches(|char| !is_part(char) && !"{}".contains(char));
                if rest.starts_with('{') {
                    // No path begins so: the rest is not understood.
                    return "";
                }
            }
            rest.get(1..).unwrap_or_default()
        }
        None => {
            found.push(path);
            rest
        }
    }
}

/// The sets of modules from each of which every other one is reached.
fn circles(imports: &Imports) -> Vec<Vec<&str>> {
    let reached: BTreeMap<&str, BTreeSet<&str>> =
        imports.keys().map(|module| (module.as_str(), reach(module, imports))).collect();
    let mut found = BTreeSet::new();
    for (module, others) in &reached {
        let back = |other: &&&str| reached[**other].contains(module);
        let circle: Vec<&str> = others.iter().filter(back).copied().collect();
        if circle.len() > 1 {
            found.insert(circle);
        }
    }
    found.into_iter().collect()
}

/// What a module imports, and what that imports, and so on.
fn reach<'a>(module: &str, imports: &'a Imports) -> BTreeSet<&'a str> {
    let mut reached = BTreeSet::new();
    let mut next: Vec<&str> = imports[module].iter().map(String::as_str).collect();
    while let Some(module) = next.pop() {
        if reached.insert(module) {
            next.extend(imports[module].iter().map(String::as_str));
        }
    }
    reached
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(texts: &[(&str, &str)]) -> Vec<String> {
        let texts = texts.iter();
        let texts = texts.map(|(module, text)| ((*module).to_owned(), (*text).to_owned()));
        let imports = imports(&texts.collect());
        let circles = circles(&imports);
        circles.iter().map(|circle| circle.join(" ")).collect()
    }

    #[test]
    fn circles_are_found() {
        let texts = [
            ("a", "use crate::{b::B, c::{self, C}};"),
            ("b", "fn f() -> crate::c::deep::D { 1 }\n#[cfg(test)]\nmod tests {\nuse super::a;\n}"),
            ("c", "//! crate::d\nuse crate::d::D; // crate::a"),
            ("c::deep", "use super::C;\nuse super::super::a;"),
            ("d", "use\n    crate::b;"),
            ("e", "use crate::a::A; use crate::Error; use other::crate_::d;"),
        ];
        assert_eq!(found(&texts), ["b c c::deep d"]);
        let texts = [("a", "use crate::{b::B as c};"), ("b", ""), ("c", "use crate::a;")];
        assert_eq!(found(&texts), [""; 0]);
    }

    #[test]
    fn files_are_modules() {
        for (file, module) in [
            ("crates/a/src/lib.rs", None),
            ("crates/a/src/b.rs", Some("b")),
            ("crates/a/src/b/mod.rs", Some("b")),
            ("crates/a/src/b/c.rs", Some("b::c")),
            ("crates/a/tests/it/main.rs", None),
        ] {
            let found = super::module(Path::new(file));
            assert_eq!(found.as_ref().map(|(_, module)| module.as_str()), module, "{file}");
        }
    }
}
