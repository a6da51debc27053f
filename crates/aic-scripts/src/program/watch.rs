//! The process that watches the one in which a script runs.

use std::ffi::OsStr;
use std::process::{Command, ExitStatus, Stdio};

use serde_json::json;

use super::{FAILED, Problem, USAGE, print};

/// Set for the process in which scripts run.
const WATCHED: &str = "AIC_SCRIPT_WATCHED";

/// What is said where the system has ended the process.
pub(super) const ENDED: &str =
    "the script needs more memory than it may have, or is nested too deep";

/// Whether this is the process in which scripts run.
pub(super) fn is_watched() -> bool {
    std::env::var_os(WATCHED).is_some()
}

/// Runs this program with these arguments.
pub(super) fn start<S: AsRef<OsStr>>(
    arguments: impl Iterator<Item = S>,
) -> Result<ExitStatus, Problem> {
    let program = std::env::current_exe();
    let program = program.map_err(|error| format!("cannot find this program: {error}"))?;
    // What the allocator prints before it ends the process says less than what is said here.
    let status =
        Command::new(program).args(arguments).env(WATCHED, "1").stderr(Stdio::inherit()).status();
    status.map_err(|error| format!("cannot start a process for the script: {error}"))
}

/// The code with which the process left, unless the system has ended it.
pub(super) fn code(status: ExitStatus) -> Option<u8> {
    let code = status.code().and_then(|code| u8::try_from(code).ok())?;
    (code <= USAGE).then_some(code)
}

/// Runs the same command in a process of its own.
pub(super) fn run(json: bool) -> Result<u8, Problem> {
    if let Some(code) = code(start(std::env::args_os().skip(1))?) {
        return Ok(code);
    }
    if json {
        let error = json!({"kind": "memory", "message": ENDED});
        let all = json!({"outcome": null, "logs": [], "http": [], "shared": {}, "error": error});
        print(&all.to_string());
    } else {
        print(&format!("error: {ENDED}"));
    }
    Ok(FAILED)
}
