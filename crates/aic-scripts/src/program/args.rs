//! The command line.

use std::ffi::OsString;
use std::path::PathBuf;

use super::Problem;

pub(super) const HELP: &str = "\
Runs and tests next-generation scripts of PingOne Advanced Identity Cloud.

Usage: aic-script run SCRIPT.js [--bindings FILE.json] [--sandbox] [--json]
       aic-script test DIR|FILE.test.json [--sandbox]

run   runs a script and prints its outcome, log, HTTP calls and changes of state. Without
      `http` in FILE.json its requests are sent; without --sandbox verifyTransactionsHelper
      reaches the environment of the variables PINGONE_*.
test  runs the tests of all *.test.json below DIR. Nothing is sent but to the sandbox.

Options:
  --bindings FILE.json  What the bindings work with: see docs/scripts.md
  --sandbox             Start an emulator of PingOne behind verifyTransactionsHelper
  --json                Print one JSON object
  --help                Print this help

Exit status: 0 where all is well, 1 where the script or a test failed, 2 where the command line or
a file is not as it has to be.
";

#[derive(Debug, PartialEq, Eq)]
pub(super) enum Command {
    Help,
    Run { script: PathBuf, bindings: Option<PathBuf>, sandbox: bool, json: bool },
    Test { path: PathBuf, sandbox: bool },
}

pub(super) fn parse(arguments: impl Iterator<Item = OsString>) -> Result<Command, Problem> {
    let (mut words, mut bindings) = (Vec::new(), None);
    let (mut sandbox, mut json) = (false, false);
    let mut arguments = arguments.peekable();
    while let Some(argument) = arguments.next() {
        match argument.to_str() {
            Some("--help" | "-h") => return Ok(Command::Help),
            Some("--sandbox") => sandbox = true,
            Some("--json") => json = true,
            Some("--bindings") => {
                let file = arguments.next().ok_or("--bindings needs the path of a file")?;
                bindings = Some(PathBuf::from(file));
            }
            Some(option) if option.starts_with("--") => {
                return Err(format!("unknown option `{}`; see --help", option.escape_debug()));
            }
            _ => words.push(argument),
        }
    }
    let mut words = words.into_iter();
    let (command, path, rest) = (words.next(), words.next(), words.next());
    match (command.as_ref().and_then(|word| word.to_str()), path, rest) {
        (None, _, _) => Ok(Command::Help),
        (Some("run"), Some(script), None) => {
            Ok(Command::Run { script: script.into(), bindings, sandbox, json })
        }
        (Some("test"), Some(path), None) if bindings.is_none() && !json => {
            Ok(Command::Test { path: path.into(), sandbox })
        }
        (Some("test"), Some(_), None) => {
            Err("`test` takes neither --bindings nor --json: a test has them in its file".into())
        }
        (Some("run" | "test"), None, _) => Err("the path is missing; see --help".into()),
        (Some("run" | "test"), ..) => Err("there is a word too many; see --help".into()),
        (Some(word), ..) => Err(format!("unknown command `{}`; see --help", word.escape_debug())),
    }
}
