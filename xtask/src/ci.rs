//! `ci`: everything that must hold before a change is merged.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::process::{Command, ExitCode};
use std::time::{Duration, Instant};

use anyhow::{Result, bail};

use crate::command::{self, Totals, cargo, program, typed};
use crate::coverage::exchanges_directory;
use crate::policy::Metadata;
use crate::registry::Registry;
use crate::snapshots::{self, References};
use crate::{Format, coverage, fixtures, packages, payload, policy, tidy};

/// One thing that was checked.
struct Step {
    name: String,
    /// What to type to see it again.
    again: String,
    took: Duration,
    error: Option<String>,
}

/// The run so far.
struct Run<'a> {
    root: &'a Path,
    steps: Vec<Step>,
    totals: Totals,
}

impl Run<'_> {
    /// Runs one check, whatever became of the ones before.
    fn step(&mut self, name: &str, again: &str, check: impl FnOnce(&mut Totals) -> Result<()>) {
        println!("\n==> {name}: {again}");
        let start = Instant::now();
        let error = check(&mut self.totals).err().map(|error| format!("{error:#}"));
        let took = start.elapsed();
        match &error {
            None => println!("==> {name}: ok in {:.1} s", took.as_secs_f64()),
            Some(error) => {
                println!("==> {name}: FAILED after {:.1} s\n{error}", took.as_secs_f64())
            }
        }
        self.steps.push(Step { name: name.to_owned(), again: again.to_owned(), took, error });
    }

    fn cargo(&mut self, name: &str, arguments: &[&str]) {
        let mut command = cargo(self.root, arguments);
        self.step(name, &typed(&command), |_| command::run(&mut command));
    }

    fn cargo_test(&mut self, name: &str, command: &mut Command) {
        command.env("CI", "true").env("INSTA_UPDATE", "no");
        self.step(name, &typed(command), |totals| command::test(command, totals));
    }
}

/// How much is checked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Extent {
    /// What a change breaks most often.
    Quick,
    /// What CI checks.
    Full,
}

/// Runs the checks; the last line that it prints has the sums of the tests.
pub(crate) fn run(root: &Path, extent: Extent) -> Result<ExitCode> {
    let metadata = Metadata::read(root)?;
    let mut run = Run { root, steps: Vec::new(), totals: Totals::default() };
    quick_checks(&mut run);
    lints(&mut run);
    if extent == Extent::Full {
        features_and_docs(&mut run, &metadata)?;
    }
    tests(&mut run, &metadata)?;
    if extent == Extent::Full {
        examples(&mut run, &metadata);
        packages(&mut run, &metadata);
    }
    Ok(report(&run))
}

fn quick_checks(run: &mut Run<'_>) {
    let root = run.root;
    run.cargo("format", &["fmt", "--all", "--check"]);
    run.step("tidy", "cargo xtask tidy", |_| tidy::run(root));
    run.step("policy", "cargo xtask policy", |_| policy::run(root));
    run.step("fixtures", "cargo xtask fixtures check", |_| fixtures_check(root));
}

/// Nothing drifted, and what has a model survives it.
pub(crate) fn fixtures_check(root: &Path) -> Result<()> {
    let folder = root.join("fixtures");
    fixtures::check::run(&folder)?;
    payload::check_fixtures(&Registry::load(), &folder)
}

fn lints(run: &mut Run<'_>) {
    run.cargo(
        "clippy",
        &["clippy", "--workspace", "--all-targets", "--all-features", "--", "-D", "warnings"],
    );
}

fn features_and_docs(run: &mut Run<'_>, metadata: &Metadata) -> Result<()> {
    for arguments in combinations(metadata)? {
        let mut words = vec!["clippy"];
        words.extend(arguments.split(' '));
        words.extend(["--", "-D", "warnings"]);
        run.cargo("features", &words);
    }
    // The facade as it comes has links to less.
    for arguments in ["--workspace --all-features", "--package ping-sdk"] {
        let mut words = vec!["doc", "--no-deps"];
        words.extend(arguments.split(' '));
        let mut doc = cargo(run.root, &words);
        doc.env("RUSTDOCFLAGS", "-D warnings");
        run.step("docs", &format!("RUSTDOCFLAGS='-D warnings' {}", typed(&doc)), |_| {
            command::run(&mut doc)
        });
    }
    Ok(())
}

/// The feature combinations that users meet, beside all of them, as `clippy` has it: nothing, and
/// each feature alone in the crate whose source names it.
fn combinations(metadata: &Metadata) -> Result<Vec<String>> {
    let mut found = Vec::new();
    for package in metadata.members().filter(|package| package.is_published()) {
        let alone = format!("--package {} --no-default-features", package.name);
        for feature in package.own_features()? {
            found.push(format!("{alone} --features {feature}"));
        }
        found.push(alone);
    }
    Ok(found)
}

fn tests(run: &mut Run<'_>, metadata: &Metadata) -> Result<()> {
    let root = run.root;
    let readme = fs::read_to_string(root.join("README.md")).unwrap_or_default();
    let Some(documented) = test_command(&readme) else {
        run.step("tests", "cargo test", |_| {
            bail!("README.md has no `cargo test` command in a code block")
        });
        return Ok(());
    };
    let words: Vec<&str> = documented.split_whitespace().skip(1).collect();
    let exchanges = exchanges_directory(root);
    coverage::forget(&exchanges)?;
    let references = References::start(metadata.target())?;
    let mut command = cargo(root, &words);
    // All that is red is told at once.
    command.arg("--no-fail-fast");
    run.cargo_test("tests", references.note(&mut command));
    run.step("test binaries", documented, |totals| {
        all_suites_ran(metadata.suites(), totals.suites)
    });
    run.step("snapshots", "cargo xtask snapshots", |_| snapshots::check_orphans(root, &references));
    run.step("coverage", "cargo xtask coverage", |_| {
        coverage::run(root, &Registry::load(), Format::Text)
    });
    Ok(())
}

fn examples(run: &mut Run<'_>, metadata: &Metadata) {
    let root = run.root;
    for words in [
        "test --package ping-models --features serde-json-extras",
        "test --package xtask --bin xtask --features serde-json-extras promises::",
    ] {
        let words: Vec<&str> = words.split(' ').collect();
        run.cargo_test("serde_json features", &mut cargo(root, &words));
    }
    run.cargo("examples", &["build", "--workspace", "--examples"]);
    // What the workspace's build made: one by one, cargo would build each for its own features.
    let folder = metadata.target().join("debug").join("examples");
    let mut ran = BTreeSet::new();
    for name in metadata.examples() {
        let mut example = program(root, folder.join(name));
        run.step("example", &format!("cargo run --example {name}"), |_| {
            if !ran.insert(name) {
                bail!("two packages have an example of this name: one is built over the other");
            }
            command::run(&mut example)
        });
    }
}

/// A binary whose required features are off is skipped without a word.
fn all_suites_ran(expected: usize, ran: usize) -> Result<()> {
    if ran < expected {
        bail!(
            "{ran} of {expected} integration test binaries ran: the others need features that are off"
        );
    }
    Ok(())
}

/// The first command of a code block that runs tests.
fn test_command(readme: &str) -> Option<&str> {
    let mut inside = false;
    readme.lines().map(str::trim).find(|line| {
        if line.starts_with("```") {
            inside = !inside;
        }
        inside && line.starts_with("cargo test")
    })
}

/// Every crate can be packaged, and what is in its package is all that it takes.
fn packages(run: &mut Run<'_>, metadata: &Metadata) {
    let root = run.root;
    let unpublished = metadata.members().filter(|package| !package.is_published());
    let excluded = unpublished.flat_map(|package| ["--exclude", &package.name]);
    let words = ["package", "--workspace", "--allow-dirty", "--no-verify"].into_iter();
    run.cargo("packages", &words.chain(excluded).collect::<Vec<_>>());
    let place = metadata.target().join("packages");
    run.step("unpacked", "tar -xzf target/package/*.crate", |_| {
        packages::unpack(root, metadata, &place)
    });
    for package in metadata.members().filter(|package| package.is_published()) {
        let mut check = cargo(&place, &["check", "--package", &package.name]);
        check.env("CARGO_TARGET_DIR", metadata.target());
        let again = format!("cd {} && {}", place.display(), typed(&check));
        run.step("package", &again, |_| command::run(&mut check));
    }
}

fn report(run: &Run<'_>) -> ExitCode {
    println!("\n==> steps");
    for step in &run.steps {
        let word = if step.error.is_some() { "FAILED" } else { "ok" };
        println!("{word:7} {:7.1} s  {:20} {}", step.took.as_secs_f64(), step.name, step.again);
    }
    let failed: Vec<&Step> = run.steps.iter().filter(|step| step.error.is_some()).collect();
    for step in &failed {
        println!("to see it again: {}", step.again);
    }
    println!("{} of {} steps failed", failed.len(), run.steps.len());
    let totals = &run.totals;
    let (passed, skipped) = (totals.passed(), totals.skipped());
    println!("{passed} passed, {} failed, {skipped} skipped", totals.failed);
    if failed.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_feature_is_tried_alone_where_its_code_is() {
        let combinations = combinations(&Metadata::read(&crate::root()).unwrap()).unwrap();
        let has = |words: &str| combinations.iter().any(|have| have == words);
        assert!(has("--package ping-transport --no-default-features --features seal"));
        assert!(has("--package ping-sdk --no-default-features --features pingid"));
        assert!(has("--package pingone-mfa --no-default-features"));
        // It only turns on that of the transport.
        assert!(!has("--package ping-sdk --no-default-features --features seal"));
        assert!(!combinations.iter().any(|words| words.contains("--package xtask")));
    }

    #[test]
    fn the_test_command_is_the_one_in_a_code_block() {
        let readme = "Run `cargo test -p x`.\ncargo test not-this\n```sh\ncargo run -p y\ncargo test --workspace\n```\n";
        assert_eq!(test_command(readme), Some("cargo test --workspace"));
        assert_eq!(test_command("cargo test"), None);
    }
}
