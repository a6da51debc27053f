//! Runs other programs.

use std::ffi::OsStr;
use std::io::{BufRead, BufReader, Read};
use std::path::Path;
use std::process::{Command, Stdio};
use std::thread;

use anyhow::{Context, Result, bail};

/// `cargo` at the workspace's root.
pub(crate) fn cargo(root: &Path, arguments: &[&str]) -> Command {
    let mut command = program(root, std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command.args(arguments);
    command
}

/// A program at the workspace's root, without the variables that would lead it to a real tenant.
pub(crate) fn program(root: &Path, program: impl AsRef<OsStr>) -> Command {
    let mut command = Command::new(program);
    command.current_dir(root);
    for (name, _) in std::env::vars_os() {
        let text = name.to_string_lossy();
        if text.starts_with("PINGONE_") || text == "PINGID_PROPERTIES" {
            command.env_remove(&name);
        }
    }
    command
}

/// The command as a person types it.
pub(crate) fn typed(command: &Command) -> String {
    let program = Path::new(command.get_program()).file_stem().unwrap_or_default();
    let mut words = vec![program.to_string_lossy().into_owned()];
    words.extend(command.get_args().map(|word| word.to_string_lossy().into_owned()));
    words.join(" ")
}

/// Runs it; what it prints goes where ours goes.
pub(crate) fn run(command: &mut Command) -> Result<()> {
    let status = command.status().with_context(|| format!("cannot start {}", typed(command)))?;
    if !status.success() {
        bail!("`{}` failed", typed(command));
    }
    Ok(())
}

/// Runs it and returns what it prints.
pub(crate) fn output(command: &mut Command) -> Result<String> {
    let output = command
        .stderr(Stdio::inherit())
        .output()
        .with_context(|| format!("cannot start {}", typed(command)))?;
    if !output.status.success() {
        bail!("`{}` failed", typed(command));
    }
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}

/// How many tests passed, failed and were skipped.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct Totals {
    /// As the harness has it, which takes a test that says that it was skipped for one that passed.
    passed: usize,
    pub(crate) failed: usize,
    ignored: usize,
    /// The lines by which tests say so.
    said: usize,
    /// The integration test binaries that ran.
    pub(crate) suites: usize,
}

/// How a test says, on the standard error, that this machine lacks what it needs:
/// `skipped: NAME: REASON`.
const SKIPPED: &str = "skipped: ";

impl Totals {
    pub(crate) fn passed(&self) -> usize {
        self.passed.saturating_sub(self.said)
    }

    pub(crate) fn skipped(&self) -> usize {
        self.ignored + self.said
    }

    /// Counts a line of the test harness or of cargo.
    fn count(&mut self, line: &str) {
        if line.trim().starts_with("Running tests/") {
            self.suites += 1;
        }
        if line.starts_with(SKIPPED) {
            self.said += 1;
        }
        let Some(rest) = line.trim().strip_prefix("test result: ") else {
            return;
        };
        let number = |word: &str| {
            rest.split(['.', ';'])
                .filter_map(|part| part.trim().strip_suffix(word))
                .find_map(|number| number.trim().parse::<usize>().ok())
                .unwrap_or(0)
        };
        self.passed += number("passed");
        self.failed += number("failed");
        self.ignored += number("ignored");
    }
}

/// Runs tests, shows their output and counts them.
pub(crate) fn test(command: &mut Command, totals: &mut Totals) -> Result<()> {
    let mut child = command
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .with_context(|| format!("cannot start {}", typed(command)))?;
    let (stdout, stderr) = (child.stdout.take(), child.stderr.take());
    let mut cargo = Totals::default();
    thread::scope(|scope| {
        scope.spawn(|| pass_on(stderr, |line| eprintln!("{line}"), &mut cargo));
        pass_on(stdout, |line| println!("{line}"), totals);
    });
    totals.suites += cargo.suites;
    totals.said += cargo.said;
    if !child.wait()?.success() {
        bail!("`{}` failed", typed(command));
    }
    Ok(())
}

fn pass_on(output: Option<impl Read>, show: impl Fn(&str), totals: &mut Totals) {
    for line in output.into_iter().flat_map(|output| BufReader::new(output).split(b'\n')) {
        let Ok(line) = line else { return };
        let line = String::from_utf8_lossy(&line);
        show(&line);
        totals.count(&line);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn results_of_all_binaries_add_up() {
        let mut totals = Totals::default();
        totals.count("test result: ok. 12 passed; 0 failed; 1 ignored; 0 measured; 0 filtered out; finished in 0.01s");
        totals.count(
            "test result: FAILED. 3 passed; 2 failed; 0 ignored; 0 measured; 0 filtered out",
        );
        totals.count("test a::passed ... ok");
        totals.count("     Running tests/it/main.rs (target/debug/deps/it-0123)");
        totals.count("     Running unittests src/lib.rs (target/debug/deps/a-0123)");
        totals.count("skipped: a::browser: no Chromium");
        assert_eq!((totals.passed(), totals.failed, totals.skipped()), (14, 2, 2));
        assert_eq!(totals.suites, 1);
    }
}
