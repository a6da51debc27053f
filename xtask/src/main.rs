//! Maintenance of the workspace: `cargo xtask help` lists the commands.
#![cfg_attr(test, allow(clippy::unwrap_used, clippy::expect_used, clippy::panic))]

mod catalogue;
mod fixtures;
mod table;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Result, bail};

const HELP: &str = "\
cargo xtask COMMAND

  fixtures import DIR                     extract the JSON examples of the documents in DIR
  fixtures check                          fail where fixtures/ drifted from its provenance
  fixtures construct OPERATION FILE NOTE  record a payload that was written by hand
";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match run(&root(), &words) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run(root: &Path, words: &[&str]) -> Result<()> {
    let fixtures = root.join("fixtures");
    match words {
        ["fixtures", "import", directory] => fixtures::import::run(&fixtures, Path::new(directory)),
        ["fixtures", "check"] => fixtures::check::run(&fixtures),
        ["fixtures", "construct", operation, file, note] => {
            fixtures::construct::run(&fixtures, operation, file, note)
        }
        ["help" | "--help"] => {
            print!("{HELP}");
            Ok(())
        }
        _ => bail!("{HELP}"),
    }
}

/// The workspace's root: the folder that holds this package.
fn root() -> PathBuf {
    let package = Path::new(env!("CARGO_MANIFEST_DIR"));
    package.parent().unwrap_or(package).to_owned()
}
