//! `snapshots`: regenerates every snapshot and removes those that no test writes any more.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::command::{self, Totals};
use crate::coverage::snapshot;
use crate::policy::Metadata;

/// The file in which insta notes the snapshots that tests looked at.
pub(crate) struct References {
    file: PathBuf,
}

impl References {
    /// Starts afresh below the target directory.
    pub(crate) fn start(target: &Path) -> Result<Self> {
        let folder = target.join("tmp");
        fs::create_dir_all(&folder)
            .with_context(|| format!("cannot create {}", folder.display()))?;
        let file = folder.join("snapshot-references");
        fs::write(&file, "").with_context(|| format!("cannot write {}", file.display()))?;
        Ok(Self { file })
    }

    /// Makes the tests of a command note their snapshots here.
    pub(crate) fn note<'c>(&self, command: &'c mut Command) -> &'c mut Command {
        command.env("INSTA_SNAPSHOT_REFERENCES_FILE", &self.file)
    }

    /// The snapshots of the workspace that no test looked at.
    pub(crate) fn orphans(&self, root: &Path) -> Result<Vec<PathBuf>> {
        let text = fs::read_to_string(&self.file)?;
        let seen: BTreeSet<PathBuf> =
            text.lines().filter_map(|line| fs::canonicalize(line).ok()).collect();
        let mut orphans = Vec::new();
        for path in snapshot::files(root)? {
            if !seen.contains(&fs::canonicalize(&path)?) {
                orphans.push(path);
            }
        }
        Ok(orphans)
    }
}

/// Regenerates, removes and lists.
pub(crate) fn run(root: &Path) -> Result<()> {
    let metadata = Metadata::read(root)?;
    let references = References::start(metadata.target())?;
    let packages = metadata.packages_that_use("insta");
    let mut arguments = vec!["test"];
    for package in &packages {
        arguments.extend(["--package", package]);
    }
    let mut command = command::cargo(root, &arguments);
    command.env("INSTA_UPDATE", "always").env_remove("CI");
    command::test(references.note(&mut command), &mut Totals::default())?;
    let orphans = references.orphans(root)?;
    for path in &orphans {
        fs::remove_file(path).with_context(|| format!("cannot remove {}", path.display()))?;
        println!("removed {}: no test writes it", path.display());
    }
    println!(
        "{} snapshots, {} removed; `git diff` shows what changed",
        snapshot::files(root)?.len(),
        orphans.len()
    );
    Ok(())
}

/// Fails where a snapshot belongs to no test.
pub(crate) fn check_orphans(root: &Path, references: &References) -> Result<()> {
    let orphans = references.orphans(root)?;
    if orphans.is_empty() {
        return Ok(());
    }
    let list: Vec<String> = orphans.iter().map(|path| path.display().to_string()).collect();
    bail!(
        "no test looks at these snapshots; `cargo xtask snapshots` removes them:\n  {}",
        list.join("\n  ")
    );
}
