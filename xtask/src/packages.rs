//! The packages of the crates, unpacked into a workspace of their own: what builds there builds for
//! whoever gets them from a registry.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use crate::command::{self, program};
use crate::policy::Metadata;

/// Unpacks what `cargo package` has made. A file that is the same as before is left alone, so that
/// only what has changed is built again: all files of a package are equally old.
pub(crate) fn unpack(root: &Path, metadata: &Metadata, place: &Path) -> Result<()> {
    let fresh = metadata.target().join("unpacked");
    remove(&fresh)?;
    fs::create_dir_all(&fresh)?;
    let published = metadata.members().filter(|package| package.is_published());
    let mut names = BTreeSet::new();
    for package in published {
        let (name, version) = (&package.name, &package.version);
        let file = metadata.target().join("package").join(format!("{name}-{version}.crate"));
        let mut tar = program(root, "tar");
        command::run(tar.arg("-xzf").arg(&file).arg("-C").arg(&fresh))?;
        take_over(&fresh.join(format!("{name}-{version}")), &place.join(name))?;
        names.insert(name.as_str());
    }
    remove(&fresh)?;
    let manifest = fs::read_to_string(root.join("Cargo.toml"))?;
    write(&place.join("Cargo.toml"), workspace(&names, &manifest).as_bytes())?;
    write(&place.join("Cargo.lock"), &fs::read(root.join("Cargo.lock"))?)
}

/// The manifest of a workspace of these packages, each of which takes the others from it, with
/// the profiles of another manifest, so that what all depend on is built once.
fn workspace(names: &BTreeSet<&str>, manifest: &str) -> String {
    let mut text = format!("[workspace]\nresolver = \"3\"\nmembers = {names:?}\n");
    text = text.replace('{', "[").replace('}', "]") + "\n[patch.crates-io]\n";
    for name in names {
        text += &format!("{name} = {{ path = \"{name}\" }}\n");
    }
    let profiles = manifest.split("\n[").filter(|table| table.starts_with("profile."));
    for profile in profiles {
        text += &format!("\n[{}\n", profile.trim_end());
    }
    text
}

/// Makes a folder what another one is, without touching what is the same.
fn take_over(from: &Path, to: &Path) -> Result<()> {
    fs::create_dir_all(to)?;
    let names = |folder: &Path| -> Result<BTreeSet<PathBuf>> {
        let read = fs::read_dir(folder).with_context(|| format!("cannot read {folder:?}"))?;
        read.map(|entry| Ok(entry?.file_name().into())).collect()
    };
    let there = names(from)?;
    for name in names(to)?.difference(&there) {
        remove(&to.join(name))?;
    }
    for name in &there {
        let (from, to) = (from.join(name), to.join(name));
        if from.is_dir() {
            take_over(&from, &to)?;
        } else {
            write(&to, &fs::read(&from)?)?;
        }
    }
    Ok(())
}

fn write(path: &Path, bytes: &[u8]) -> Result<()> {
    if fs::read(path).is_ok_and(|there| there == bytes) {
        return Ok(());
    }
    fs::write(path, bytes).with_context(|| format!("cannot write {}", path.display()))
}

fn remove(path: &Path) -> Result<()> {
    let removed = match path.is_dir() {
        true => fs::remove_dir_all(path),
        false if path.exists() => fs::remove_file(path),
        false => return Ok(()),
    };
    removed.with_context(|| format!("cannot remove {}", path.display()))
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, SystemTime};

    use super::*;

    #[test]
    fn only_what_has_changed_is_written() {
        let place = std::env::temp_dir().join(format!("xtask-packages-{}", std::process::id()));
        remove(&place).unwrap();
        let (from, to) = (place.join("from"), place.join("to"));
        fs::create_dir_all(from.join("src")).unwrap();
        for (file, text) in [("same", "1"), ("src/changed", "1")] {
            fs::write(from.join(file), text).unwrap();
        }
        take_over(&from, &to).unwrap();
        let long_ago = SystemTime::now() - Duration::from_secs(1000);
        for file in ["same", "src/changed"] {
            fs::File::options()
                .write(true)
                .open(to.join(file))
                .unwrap()
                .set_modified(long_ago)
                .unwrap();
        }
        fs::write(to.join("src/gone"), "1").unwrap();
        fs::write(from.join("src/changed"), "2").unwrap();
        take_over(&from, &to).unwrap();
        let age = |file: &str| fs::metadata(to.join(file)).unwrap().modified().unwrap();
        assert!(age("same") == long_ago && age("src/changed") > long_ago);
        assert_eq!(fs::read(to.join("src/changed")).unwrap(), b"2");
        assert!(!to.join("src/gone").exists());
        remove(&place).unwrap();
    }

    #[test]
    fn the_workspace_has_the_profiles_of_ours() {
        let ours =
            "[workspace]\n\n[profile.dev]\ndebug = 1\n\n[lints]\na = 1\n\n[profile.bench]\nb = 2\n";
        let expected = "[workspace]\nresolver = \"3\"\nmembers = [\"a\", \"b\"]\n\n\
                        [patch.crates-io]\na = { path = \"a\" }\nb = { path = \"b\" }\n\n\
                        [profile.dev]\ndebug = 1\n\n[profile.bench]\nb = 2\n";
        assert_eq!(workspace(&BTreeSet::from(["a", "b"]), ours), expected);
    }
}
