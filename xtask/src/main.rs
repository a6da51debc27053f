//! Maintenance of the workspace: `cargo xtask help` lists the commands.
#![cfg_attr(test, allow(clippy::unwrap_used, clippy::expect_used, clippy::panic))]

mod checks;
mod ci;
mod circles;
mod command;
mod coverage;
mod faces;
mod fixtures;
mod fuzz;
#[cfg(test)]
mod groups;
mod packages;
mod payload;
mod policy;
#[cfg(test)]
mod promises;
mod reach;
mod registry;
mod snapshots;
mod tidy;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Result, bail};
use xtask_catalogue as catalogue;

use crate::ci::Extent;
use crate::registry::Registry;

const HELP: &str = "\
cargo xtask COMMAND

  ci                                       everything that CI checks
  ci --quick                               what a change breaks most often
  coverage [--format json]                 what there is of each operation; fails on holes
  fixtures import DIR                      extract the JSON examples of the documents in DIR
  fixtures check                           fail where fixtures/ drifted or a model loses something
  fixtures construct NOTE FILE [POINTER]... [FILE [POINTER]...]...
                                           record payloads that were written by hand, and what the
                                           contract requires of each, else what its model does
  fuzz --minutes N [--seed S]              hostile payloads, until one of them breaks something
  payload check --manifest FILE [--format json]
                                           decode and encode payloads saved from a tenant
  policy                                   dependency arrows, licenses, versions
  snapshots                                regenerate all snapshots, remove orphans
  tidy                                     what does not belong into the tree

cargo catalogue                            write what repeats fixtures/catalogue.csv
cargo catalogue begin OPERATION...         fill in what types follow, print what is to be pasted
";

/// How a result is printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Format {
    Text,
    Json,
}

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match format_of(arguments).and_then(|(format, words)| {
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        run(&root(), &words, format)
    }) {
        Ok(code) => code,
        Err(error) => {
            eprintln!("{error:#}");
            ExitCode::FAILURE
        }
    }
}

/// Takes `--format` out of the arguments.
fn format_of(mut words: Vec<String>) -> Result<(Format, Vec<String>)> {
    let Some(at) = words.iter().position(|word| word.starts_with("--format")) else {
        return Ok((Format::Text, words));
    };
    let mut taken = words.drain(at..);
    let word = taken.next().unwrap_or_default();
    let value = match word.split_once('=') {
        Some((_, value)) => value.to_owned(),
        None => taken.next().unwrap_or_default(),
    };
    let rest: Vec<String> = taken.collect();
    words.extend(rest);
    match value.as_str() {
        "json" => Ok((Format::Json, words)),
        "text" => Ok((Format::Text, words)),
        _ => bail!("--format is text or json, not {value:?}"),
    }
}

fn run(root: &Path, words: &[&str], format: Format) -> Result<ExitCode> {
    let fixtures = root.join("fixtures");
    match words {
        // Its last line are the sums of the tests: nothing may follow.
        ["ci"] => return ci::run(root, Extent::Full),
        ["ci", "--quick"] => return ci::run(root, Extent::Quick),
        ["coverage"] => coverage::run(root, &Registry::load(), format)?,
        ["fixtures", "import", directory] => {
            fixtures::import::run(&fixtures, Path::new(directory))?
        }
        ["fixtures", "check"] => ci::fixtures_check(root)?,
        ["fixtures", "construct", note, files @ ..] => {
            fixtures::construct::run(&fixtures, &Registry::load(), note, files)?;
        }
        ["fuzz", words @ ..] => fuzz::run(root, words)?,
        ["payload", "check", "--manifest", file] => {
            payload::run(&Registry::load(), Path::new(file), format)?;
        }
        ["payload", "check", argument] if argument.starts_with("--manifest=") => {
            let file = argument.trim_start_matches("--manifest=");
            payload::run(&Registry::load(), Path::new(file), format)?;
        }
        ["policy"] => policy::run(root)?,
        ["snapshots"] => snapshots::run(root)?,
        ["tidy"] => tidy::run(root)?,
        ["help" | "--help"] => {
            print!("{HELP}");
        }
        _ => bail!("{HELP}"),
    }
    Ok(ExitCode::SUCCESS)
}

/// The workspace's root: the folder that holds this package.
fn root() -> PathBuf {
    let package = Path::new(env!("CARGO_MANIFEST_DIR"));
    package.parent().unwrap_or(package).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<String> {
        text.split(' ').map(str::to_owned).collect()
    }

    #[test]
    fn the_format_may_stand_anywhere() {
        let (format, rest) = format_of(words("payload check --format json --manifest f")).unwrap();
        assert_eq!((format, rest), (Format::Json, words("payload check --manifest f")));
        let (format, rest) = format_of(words("coverage --format=json")).unwrap();
        assert_eq!((format, rest), (Format::Json, words("coverage")));
        assert_eq!(format_of(words("coverage")).unwrap().0, Format::Text);
        assert!(format_of(words("coverage --format yaml")).is_err());
    }
}
