//! Which files a package reads that are not its own: `#[path]` and the `include` macros know no
//! dependencies, so Cargo's say nothing of them.

use std::fs;
use std::path::{Component, Path, PathBuf};

use anyhow::Result;

/// What is followed by the path of a file.
const MARKS: [&str; 4] = [
    "path = ",
    concat!("include", "!("),
    concat!("include_", "str!("),
    concat!("include_", "bytes!("),
];

/// The files among `files` that reach out of their package, with the line and what they reach for.
pub(crate) fn findings(root: &Path, files: &[PathBuf]) -> Result<Vec<String>> {
    let mut problems = Vec::new();
    for path in files.iter().filter(|path| is_rust(path)) {
        let Some(package) = package(root, path) else {
            continue;
        };
        let text = fs::read_to_string(path)?;
        for (line, reached) in reached(&text, path, &package) {
            if !is_shared_bench(path, &reached) {
                let name = path.strip_prefix(root).unwrap_or(path).display();
                let reached = reached.strip_prefix(root).unwrap_or(&reached).display();
                problems.push(format!("{name}:{line}: {reached} is of another package"));
            }
        }
    }
    Ok(problems)
}

fn is_rust(path: &Path) -> bool {
    path.extension().is_some_and(|ending| ending == "rs")
}

/// The folder of the package that a file belongs to.
fn package(root: &Path, path: &Path) -> Option<PathBuf> {
    let mut folders = path.ancestors().skip(1);
    let found = folders.find(|folder| folder.join("Cargo.toml").is_file())?;
    (found != root).then(|| found.to_owned())
}

/// Benches share their measuring, which knows neither side of the wire.
fn is_shared_bench(path: &Path, reached: &Path) -> bool {
    let is_bench = |path: &Path| path.parent().is_some_and(|folder| folder.ends_with("benches"));
    is_bench(path) && is_bench(reached)
}

/// What a file names that is not below its package's folder, and where.
fn reached(text: &str, path: &Path, package: &Path) -> Vec<(usize, PathBuf)> {
    let folder = path.parent().unwrap_or(path);
    let marks = MARKS.iter().flat_map(|mark| text.match_indices(mark));
    let mut found: Vec<_> = marks
        .filter(|(start, mark)| mark.starts_with("include") || is_attribute(text, *start))
        .filter_map(|(start, mark)| {
            let argument = text[start + mark.len()..].trim_start();
            let reached = match argument.strip_prefix('"') {
                Some(rest) => folder.join(rest.split('"').next()?),
                // Below the package's folder, if it is written out.
                None => package.join(manifest_path(argument)?),
            };
            let reached = normal(&reached);
            let line = text[..start].matches('\n').count() + 1;
            (!reached.starts_with(package)).then_some((line, reached))
        })
        .collect();
    found.sort();
    found
}

/// Whether that place is inside an attribute: `#[path = "..."]`, `#[cfg_attr(x, path = "...")]`.
fn is_attribute(text: &str, start: usize) -> bool {
    let line = text[..start].rsplit('\n').next().unwrap_or_default();
    line.trim_start().starts_with("#[")
}

/// What follows the package's folder in `concat!(env!("CARGO_MANIFEST_DIR"), "...")`.
fn manifest_path(argument: &str) -> Option<&str> {
    let rest = argument.strip_prefix("concat!(")?.trim_start();
    let rest = rest.strip_prefix("env!(\"CARGO_MANIFEST_DIR\")")?;
    rest.split('"').nth(1).map(|path| path.trim_start_matches('/'))
}

/// Without `.` and `..`, links left alone.
fn normal(path: &Path) -> PathBuf {
    let mut normal = PathBuf::new();
    for part in path.components() {
        match part {
            Component::ParentDir => {
                normal.pop();
            }
            Component::CurDir => {}
            part => normal.push(part),
        }
    }
    normal
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<(usize, String)> {
        let path = Path::new("/r/crates/a/tests/it/main.rs");
        reached(text, path, Path::new("/r/crates/a"))
            .into_iter()
            .map(|(line, path)| (line, path.display().to_string()))
            .collect()
    }

    #[test]
    fn a_file_of_another_package_is_found_however_it_is_named() {
        let text = concat!(
            "#[path = \"../../../b/src/x.rs\"]\n",
            "mod x;\n",
            "#[cfg_attr(unix, path = \"../../../b/src/y.rs\")]\n",
            "const A: &str = include_",
            "str!(\n    \"../../../../fixtures/a.json\"\n);\n",
            "const B: &[u8] = include_",
            "bytes!(concat!(env!(\"CARGO_MANIFEST_DIR\"), \"/../b/data\"));\n",
            "include",
            "!(\"../../../a-b/x.rs\");\n",
        );
        let expected = [
            (1, "/r/crates/b/src/x.rs"),
            (3, "/r/crates/b/src/y.rs"),
            (4, "/r/fixtures/a.json"),
            (7, "/r/crates/b/data"),
            (8, "/r/crates/a-b/x.rs"),
        ];
        let expected = expected.map(|(line, path)| (line, path.to_owned()));
        assert_eq!(found(text), expected);
    }

    #[test]
    fn a_packages_own_files_are_fine() {
        let text = concat!(
            "#[path = \"../../src/x.rs\"]\n",
            "mod x;\n",
            "const A: &str = include_",
            "str!(\"../data/a.json\");\n",
            "include",
            "!(concat!(env!(\"OUT_DIR\"), \"/made.rs\"));\n",
            "let path = \"../../../b\";\n",
        );
        assert_eq!(found(text), []);
    }

    #[test]
    fn benches_share_their_measuring() {
        let bench = Path::new("/r/crates/a/benches/x.rs");
        let shared = Path::new("/r/crates/b/benches/ratio.rs");
        assert!(is_shared_bench(bench, shared));
        assert!(!is_shared_bench(Path::new("/r/crates/a/src/x.rs"), shared));
        assert!(!is_shared_bench(bench, Path::new("/r/crates/b/src/x.rs")));
    }
}
