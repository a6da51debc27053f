//! The program.
//!
//! A script runs in a process of its own, which the system may end without harm: for its memory or
//! its stack. The process that was started watches it.

mod args;
mod cases;
mod compare;
mod report;
#[cfg(feature = "sandbox")]
mod sandbox;
mod setup;
mod stubs;
mod watch;

use std::alloc::System;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use aic_scripts::{MemoryIdm, Outcome, Script};
use cap::Cap;
use serde_json::{Map, Value};

use args::Command;
use setup::Setup;

/// The script failed, or a test.
const FAILED: u8 = 1;
/// The command line or a file is not as it has to be.
const USAGE: u8 = 2;
/// The most bytes that the process of a script may allocate.
const HARD_LIMIT: usize = 1 << 30;

/// What is wrong with the command line or a file, to be printed.
type Problem = String;

pub(crate) fn main(allocator: &'static Cap<System>) -> ExitCode {
    let command = match args::parse(std::env::args_os().skip(1)) {
        Ok(command) => command,
        Err(problem) => return usage(&problem),
    };
    let result = match &command {
        Command::Help => {
            print(args::HELP);
            Ok(0)
        }
        Command::Run { json, .. } if !watch::is_watched() => watch::run(*json),
        Command::Test { path, sandbox } if !watch::is_watched() => cases::watch(path, *sandbox),
        Command::Run { script, bindings, sandbox, json } => {
            let _ = allocator.set_limit(HARD_LIMIT);
            run(script, bindings.as_deref(), *sandbox, *json)
        }
        Command::Test { path, sandbox } => {
            let _ = allocator.set_limit(HARD_LIMIT);
            cases::one(path, *sandbox)
        }
    };
    match result {
        Ok(code) => ExitCode::from(code),
        Err(problem) => usage(&problem),
    }
}

/// How many bytes this process has allocated.
fn allocated() -> usize {
    crate::ALLOCATOR.allocated()
}

#[allow(clippy::print_stdout, reason = "what the program is for")]
fn print(text: &str) {
    use std::io::Write;
    // Whoever stops reading has read enough.
    let _ = writeln!(std::io::stdout(), "{}", text.trim_end());
}

#[allow(clippy::print_stderr, reason = "what the program is for")]
fn usage(problem: &str) -> ExitCode {
    eprintln!("aic-script: {problem}");
    ExitCode::from(USAGE)
}

/// What a run came to, and what it left in IDM.
struct Finished {
    before: Map<String, Value>,
    outcome: Outcome,
    idm: Option<MemoryIdm>,
}

impl Finished {
    /// All of it as JSON.
    fn json(&self) -> Value {
        let mut json = serde_json::to_value(&self.outcome).unwrap_or_default();
        if let (Value::Object(members), Some(idm)) = (&mut json, &self.idm) {
            let resources: Map<String, Value> = idm.resources().into_iter().collect();
            members.insert("idm".to_owned(), resources.into());
            let outbox = serde_json::to_value(idm.outbox()).unwrap_or_default();
            members.insert("outbox".to_owned(), outbox);
        }
        json
    }
}

fn run(script: &Path, bindings: Option<&Path>, sandbox: bool, json: bool) -> Result<u8, Problem> {
    let setup = bindings.map(Setup::read).transpose()?.unwrap_or_default();
    let folder = bindings.and_then(Path::parent).unwrap_or(Path::new("")).to_owned();
    let finished = finish(script, &setup, &folder, sandbox, setup::Network::Real)?;
    if json {
        print(&finished.json().to_string());
    } else {
        print(&report::text(&finished));
    }
    Ok(if finished.outcome.is_ok() { 0 } else { FAILED })
}

/// Runs a script to its end.
fn finish(
    path: &Path,
    setup: &Setup,
    folder: &Path,
    sandbox: bool,
    network: setup::Network,
) -> Result<Finished, Problem> {
    let source = std::fs::read_to_string(path).map_err(|error| unreadable(path, &error))?;
    let name = setup.name.clone().unwrap_or_else(|| name_of(path));
    let script = match Script::parse(&name, source) {
        Ok(script) => script,
        Err(error) => {
            let mut outcome = Outcome::default();
            outcome.error = Some(error);
            return Ok(Finished { before: Map::new(), outcome, idm: None });
        }
    };
    let tokio = tokio::runtime::Builder::new_current_thread().enable_all().build();
    let tokio = tokio.map_err(|error| format!("there is no runtime: {error}"))?;
    tokio.block_on(async {
        let (builder, idm) = setup.runtime(folder, network)?;
        #[cfg_attr(not(feature = "sandbox"), allow(unused_mut, reason = "the sandbox adds to it"))]
        let mut before = setup.shared.clone();
        let builder = builder.limits(setup.limits());
        #[cfg(feature = "sandbox")]
        let (builder, _sandbox) = match sandbox || setup.sandbox.is_some() {
            true => sandbox::start(builder, setup, &mut before).await?,
            false => (builder, None),
        };
        #[cfg(not(feature = "sandbox"))]
        if sandbox {
            return Err("this program is built without the feature `sandbox`".to_owned());
        }
        let outcome = builder.build().run(&script).await;
        Ok(Finished { before, outcome, idm })
    })
}

/// What a script is called: its file, without `.js`.
fn name_of(path: &Path) -> String {
    path.file_stem().unwrap_or_default().to_string_lossy().into_owned()
}

fn unreadable(path: &Path, error: &dyn std::fmt::Display) -> Problem {
    format!("cannot read {}: {error}", path.display())
}

/// A path of a file, as another file names it.
fn beside(folder: &Path, path: &str) -> PathBuf {
    folder.join(path)
}
