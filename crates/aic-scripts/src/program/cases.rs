//! Tests: files that say what a script has to come to.

use std::path::{Path, PathBuf};

use serde::Deserialize;
use serde_json::Value;

use super::compare::differences;
use super::setup::{Network, Setup};
use super::{FAILED, Problem, USAGE, beside, finish, print, unreadable, watch};

const ENDING: &str = ".test.json";

/// A test.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Case {
    /// The script, beside the file.
    script: String,
    /// What the bindings work with, or the path of a file that says it.
    #[serde(default)]
    bindings: Option<Value>,
    /// What has to come out.
    expect: Value,
}

/// Runs all tests of a folder, each in a process of its own.
pub(super) fn watch(path: &Path, sandbox: bool) -> Result<u8, Problem> {
    let mut files = Vec::new();
    if path.is_dir() {
        collect(path, &mut files)?;
        files.sort();
    } else {
        files.push(path.to_owned());
    }
    if files.is_empty() {
        return Err(format!("there is no *{ENDING} below {}", path.display()));
    }
    let (mut failed, mut broken) = (0_usize, 0_usize);
    for file in &files {
        let mut arguments = vec!["test".into(), file.as_os_str().to_owned()];
        if sandbox {
            arguments.push("--sandbox".into());
        }
        match watch::code(watch::start(arguments.iter())?) {
            Some(0) => {}
            Some(USAGE) => broken += 1,
            Some(_) => failed += 1,
            None => {
                failed += 1;
                print(&format!("FAIL {}\n  {}", file.display(), watch::ENDED));
            }
        }
    }
    let unreadable = if broken > 0 { format!(", {broken} cannot be run") } else { String::new() };
    print(&format!("{} tests, {failed} failed{unreadable}", files.len()));
    Ok(match (failed, broken) {
        (0, 0) => 0,
        (_, 0) => FAILED,
        _ => USAGE,
    })
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) -> Result<(), Problem> {
    let entries = std::fs::read_dir(folder).map_err(|error| unreadable(folder, &error))?;
    for entry in entries {
        let entry = entry.map_err(|error| unreadable(folder, &error))?;
        let (path, kind) = (entry.path(), entry.file_type());
        // Links are not followed: they may go in a circle.
        if kind.is_ok_and(|kind| kind.is_dir()) {
            collect(&path, files)?;
        } else if path.to_string_lossy().ends_with(ENDING) {
            files.push(path);
        }
    }
    Ok(())
}

/// Runs one test.
pub(super) fn one(path: &Path, sandbox: bool) -> Result<u8, Problem> {
    let text = std::fs::read_to_string(path).map_err(|error| unreadable(path, &error))?;
    let case: Case = serde_json::from_str(&text).map_err(|error| unreadable(path, &error))?;
    let mut folder = path.parent().unwrap_or(Path::new("")).to_owned();
    let script = beside(&folder, &case.script);
    let setup = match case.bindings {
        None => Setup::default(),
        Some(Value::String(file)) => {
            let file = beside(&folder, &file);
            let setup = Setup::read(&file)?;
            folder = file.parent().unwrap_or(Path::new("")).to_owned();
            setup
        }
        Some(inline) => serde_json::from_value(inline).map_err(|error| unreadable(path, &error))?,
    };
    let finished = finish(&script, &setup, &folder, sandbox, Network::None)?;
    let found = differences(&case.expect, &finished.json());
    if found.is_empty() {
        print(&format!("ok   {}", path.display()));
        return Ok(0);
    }
    print(&format!("FAIL {}\n{}", path.display(), found.concat()));
    Ok(FAILED)
}
