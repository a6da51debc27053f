//! `policy`: what may depend on what, and under which license.

mod metadata;
mod trees;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use anyhow::{Context, Result, bail};
use serde::Deserialize;

pub(crate) use self::metadata::Metadata;
use self::metadata::Package;

/// The products' crates, none of which may know another.
pub(crate) const PRODUCT_CRATES: [&str; 4] =
    ["pingone-platform", "pingone-mfa", "pingid-rest", "pingone-verify"];

/// The reviewed lists in `dependency-policy.json`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Policy {
    /// Licenses of what users build.
    licenses: BTreeSet<String>,
    /// Further licenses of what only tests, the emulator and maintenance use.
    development_licenses: BTreeSet<String>,
    /// Crates that may appear in several versions, each with the reason.
    duplicates: BTreeMap<String, String>,
    /// Crates that may not appear, each with the reason.
    banned: BTreeMap<String, String>,
    /// Crates behind `pingid-rest` that reqwest does not bring, each with the reason.
    #[serde(default)]
    beside_reqwest: BTreeMap<String, String>,
}

/// Checks everything and fails with the list of what is wrong.
pub(crate) fn run(root: &Path) -> Result<()> {
    let path = root.join("dependency-policy.json");
    let text =
        fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))?;
    let policy: Policy =
        serde_json::from_str(&text).with_context(|| format!("{} is malformed", path.display()))?;
    let metadata = Metadata::read(root)?;
    let mut problems = arrows(&metadata);
    problems.extend(policy.check(&metadata));
    problems.extend(rust_versions(&metadata));
    problems.extend(trees::problems(root, &policy.beside_reqwest)?);
    if !problems.is_empty() {
        bail!("{} dependency problems:\n  {}", problems.len(), problems.join("\n  "));
    }
    println!(
        "{} packages: arrows, licenses, versions and lists are as agreed",
        metadata.packages.len()
    );
    Ok(())
}

/// What a crate of this workspace may use of it: normally, and additionally for its tests, which
/// also turn on features of the crate itself.
fn may_use(name: &str) -> Option<(Vec<&'static str>, Vec<&'static str>)> {
    Some(match name {
        "ping-models-derive" => (vec![], vec![]),
        "ping-models" => (vec!["ping-models-derive"], vec![]),
        "ping-sandbox" => (vec![], vec![]),
        "ping-testkit" => (vec!["ping-models", "ping-sandbox", "ping-transport"], vec![]),
        "ping-transport" => (vec!["ping-models"], vec!["ping-sandbox"]),
        "ping-sdk" => {
            let mut uses = vec!["ping-models", "ping-transport"];
            uses.extend(PRODUCT_CRATES);
            (uses, vec!["ping-sandbox"])
        }
        "aic-scripts" => (
            vec!["ping-models", "ping-transport", "pingone-platform", "pingone-verify"],
            vec!["ping-sandbox"],
        ),
        _ if PRODUCT_CRATES.contains(&name) => {
            (vec!["ping-models", "ping-transport"], vec!["ping-sandbox", "ping-testkit"])
        }
        _ => return None,
    })
}

/// What a crate may use behind a feature that is off: the facade and the scripts start the emulator
/// for their users' tests, and the facade runs scripts.
fn may_offer(package: &str, name: &str) -> bool {
    matches!(
        (package, name),
        ("ping-sdk" | "aic-scripts", "ping-sandbox") | ("ping-sdk", "aic-scripts")
    )
}

fn arrows(metadata: &Metadata) -> Vec<String> {
    let names: BTreeSet<&str> = metadata.members().map(|package| package.name.as_str()).collect();
    let mut problems = Vec::new();
    for package in metadata.members().filter(|package| !package.name.starts_with("xtask")) {
        let Some((normal, dev)) = may_use(&package.name) else {
            problems.push(format!("{} has no place in the order of crates", package.name));
            continue;
        };
        for dependency in &package.dependencies {
            let name = dependency.name.as_str();
            let allowed = normal.contains(&name)
                || (dependency.is_dev() && (dev.contains(&name) || name == package.name))
                || (dependency.optional && may_offer(&package.name, name));
            if names.contains(name) && !allowed {
                problems.push(format!("{} may not depend on {name}", package.name));
            }
        }
    }
    problems
}

impl Policy {
    fn check(&self, metadata: &Metadata) -> Vec<String> {
        let mut problems = Vec::new();
        let shipped: BTreeSet<&str> = metadata
            .members()
            .filter(|package| package.is_published() && package.name != "ping-sandbox")
            .flat_map(|package| metadata.needs_of(package, Some("ping-sandbox")))
            .collect();
        let mut versions: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
        for package in metadata.packages.iter().filter(|package| !metadata.is_member(package)) {
            versions.entry(&package.name).or_default().insert(&package.version);
            problems.extend(source_problem(package));
            if let Some(reason) = self.banned.get(&package.name) {
                problems.push(format!("{} is banned: {reason}", package.name));
            }
            problems.extend(self.license_problem(package, shipped.contains(package.id.as_str())));
        }
        for (name, versions) in &versions {
            if versions.len() > 1 && !self.duplicates.contains_key(*name) {
                let list: Vec<&str> = versions.iter().copied().collect();
                problems.push(format!("{name} appears in several versions: {}", list.join(", ")));
            }
        }
        for name in self.duplicates.keys() {
            if versions.get(name.as_str()).is_none_or(|versions| versions.len() < 2) {
                problems.push(format!(
                    "{name} has one version only: take it from the list of duplicates"
                ));
            }
        }
        problems
    }

    fn license_problem(&self, package: &Package, shipped: bool) -> Option<String> {
        let license = package.license.as_deref().unwrap_or_default();
        let allowed = |name: &str| {
            self.licenses.contains(name) || (!shipped && self.development_licenses.contains(name))
        };
        (!satisfiable(license, allowed))
            .then(|| format!("{} {} has the license {license:?}", package.name, package.version))
    }
}

/// Whether a choice of licenses exists that is allowed altogether.
fn satisfiable(expression: &str, allowed: impl Fn(&str) -> bool) -> bool {
    // Crates that are older than the standard write `MIT/Apache-2.0`.
    spdx::Expression::parse_mode(expression, spdx::ParseMode::LAX)
        .is_ok_and(|expression| expression.evaluate(|license| allowed(&license.to_string())))
}

/// What Cargo calls its default registry, whatever mirror a machine reads in its place.
const CRATES_IO: &str = "registry+https://github.com/rust-lang/crates.io-index";

/// What is published depends on published crates, and only on those.
fn source_problem(package: &Package) -> Option<String> {
    let Package { name, version, .. } = package;
    match package.source.as_deref() {
        Some(CRATES_IO) => None,
        Some(source) => Some(format!("{name} {version} comes from {source}")),
        None => Some(format!("{name} {version} is a folder outside of this workspace")),
    }
}

/// The stated minimum Rust version must be true for what each crate needs.
fn rust_versions(metadata: &Metadata) -> Vec<String> {
    let mut problems = Vec::new();
    for member in metadata.members() {
        let Some(stated) = member.rust_version.as_deref() else {
            problems.push(format!("{} states no rust-version", member.name));
            continue;
        };
        let needs = metadata.needs_of(member, None);
        for package in
            metadata.packages.iter().filter(|package| needs.contains(package.id.as_str()))
        {
            let wanted = package.rust_version.as_deref().unwrap_or_default();
            if numbers(wanted) > numbers(stated) {
                problems.push(format!(
                    "{} states Rust {stated}, but {} needs {wanted}",
                    member.name, package.name
                ));
            }
        }
    }
    problems
}

fn numbers(version: &str) -> [u64; 3] {
    let mut parts = version.split('.').map(|part| part.parse().unwrap_or(0));
    std::array::from_fn(|_| parts.next().unwrap_or(0))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::command;

    fn metadata(dependencies: &str) -> Metadata {
        let text = format!(
            r#"{{"packages": [
                {{"id": "m", "name": "pingone-mfa", "version": "0.1.0", "license": "MIT", "rust_version": "1.88",
                  "dependencies": [{dependencies}], "features": {{}}, "targets": []}},
                {{"id": "v", "name": "pingone-verify", "version": "0.1.0", "license": "MIT", "rust_version": "1.88", "dependencies": [], "features": {{}}, "targets": []}},
                {{"id": "s", "name": "ping-sandbox", "version": "0.1.0", "license": "MIT", "rust_version": "1.88", "dependencies": [], "features": {{}}, "targets": []}},
                {{"id": "d1", "name": "dep", "version": "1.0.0", "license": "MPL-2.0", "rust_version": "1.90", "source": "{CRATES_IO}", "dependencies": [], "features": {{}}, "targets": []}},
                {{"id": "d2", "name": "dep", "version": "2.0.0", "license": "MIT", "rust_version": null, "source": "{CRATES_IO}", "dependencies": [], "features": {{}}, "targets": []}}],
               "workspace_members": ["m", "v", "s"],
               "resolve": {{"nodes": [{{"id": "m", "deps": [{{"pkg": "d1", "dep_kinds": [{{"kind": null}}]}}, {{"pkg": "d2", "dep_kinds": [{{"kind": "dev"}}]}}]}}]}},
               "target_directory": "/t"}}"#
        );
        serde_json::from_str(&text).unwrap()
    }

    fn policy(text: &str) -> Policy {
        serde_json::from_str(text).unwrap()
    }

    #[test]
    fn a_product_may_not_know_another_product() {
        let bad = metadata(r#"{"name": "pingone-verify", "kind": null}"#);
        assert_eq!(arrows(&bad), ["pingone-mfa may not depend on pingone-verify"]);
    }

    #[test]
    fn the_emulator_is_for_tests_only() {
        assert_eq!(
            arrows(&metadata(r#"{"name": "ping-sandbox", "kind": "dev"}"#)),
            [] as [String; 0]
        );
        assert_eq!(arrows(&metadata(r#"{"name": "ping-sandbox", "kind": null}"#)).len(), 1);
    }

    #[test]
    fn the_facade_may_offer_the_emulator_behind_a_feature() {
        let facade = |optional: bool| {
            let mut metadata = metadata("");
            metadata.packages[0].name = "ping-sdk".into();
            metadata.packages[0].dependencies = serde_json::from_value(
                serde_json::json!([{"name": "ping-sandbox", "kind": null, "optional": optional}]),
            )
            .unwrap();
            arrows(&metadata).len()
        };
        assert_eq!((facade(true), facade(false)), (0, 1));
    }

    #[test]
    fn lists_are_kept() {
        let strict = policy(
            r#"{"licenses": ["MIT"], "development_licenses": ["MPL-2.0"], "duplicates": {}, "banned": {"dep": "why"}}"#,
        );
        let problems = strict.check(&metadata(""));
        assert!(problems.contains(&"dep is banned: why".to_owned()));
        assert!(
            problems.contains(&"dep 1.0.0 has the license \"MPL-2.0\"".to_owned()),
            "{problems:?}"
        );
        assert!(problems.contains(&"dep appears in several versions: 1.0.0, 2.0.0".to_owned()));
        let lenient = policy(
            r#"{"licenses": ["MIT", "MPL-2.0"], "development_licenses": [], "duplicates": {"dep": "why", "gone": "why"}, "banned": {}}"#,
        );
        assert_eq!(
            lenient.check(&metadata("")),
            ["gone has one version only: take it from the list of duplicates"]
        );
    }

    /// A package that `pingone-mfa` needs as well.
    fn with(package: serde_json::Value) -> Metadata {
        let mut metadata = metadata("");
        metadata.packages.retain(|package| package.name != "dep");
        let mut whole = serde_json::json!({"id": "x", "version": "1.0.0", "license": "MIT",
            "rust_version": null, "source": CRATES_IO, "dependencies": [], "features": {}, "targets": []});
        let members = package.as_object().unwrap().clone();
        whole.as_object_mut().unwrap().extend(members);
        metadata.packages.push(serde_json::from_value(whole).unwrap());
        metadata
    }

    /// A workspace in a temporary folder with one dependency, which is a folder beside it.
    fn workspace(name: &str, table: &str, dependency: &str) -> std::path::PathBuf {
        let place =
            std::env::temp_dir().join(format!("xtask-policy-{name}-{}", std::process::id()));
        let _ = fs::remove_dir_all(&place);
        let package = |folder: &str, name: &str, more: &str| {
            let folder = place.join(folder);
            fs::create_dir_all(folder.join("src")).unwrap();
            fs::write(folder.join("src/lib.rs"), "").unwrap();
            let manifest = format!(
                "[package]\nname = \"{name}\"\nversion = \"1.0.0\"\nedition = \"2024\"\n\
                 license = \"MIT\"\nrust-version = \"1.85\"\n{more}\n[workspace]\n"
            );
            fs::write(folder.join("Cargo.toml"), manifest).unwrap();
        };
        package("beside", dependency, "");
        let line = format!("[{table}]\n{dependency} = {{ path = \"../beside\" }}");
        package("main", "ping-models", &line);
        let root = place.join("main");
        let mut lock = command::cargo(&root, &["generate-lockfile", "--offline", "--quiet"]);
        command::run(&mut lock).unwrap();
        root
    }

    #[test]
    fn what_other_systems_build_counts() {
        let policy = policy(
            r#"{"licenses": ["MIT"], "development_licenses": [], "duplicates": {}, "banned": {"native-tls": "why"}}"#,
        );
        for table in ["dependencies", "target.'cfg(target_os = \"hermit\")'.dependencies"] {
            let metadata = Metadata::read(&workspace("systems", table, "native-tls")).unwrap();
            assert_eq!(
                policy.check(&metadata),
                [
                    "native-tls 1.0.0 is a folder outside of this workspace",
                    "native-tls is banned: why"
                ],
                "{table}"
            );
        }
    }

    #[test]
    fn everything_comes_from_the_default_registry() {
        let policy = policy(
            r#"{"licenses": ["MIT"], "development_licenses": [], "duplicates": {}, "banned": {}}"#,
        );
        let problems = |source: serde_json::Value| {
            policy.check(&with(serde_json::json!({"name": "far", "source": source})))
        };
        assert_eq!(problems(CRATES_IO.into()), [] as [String; 0]);
        for elsewhere in [
            "git+https://github.com/someone/far?branch=main#0123456",
            "registry+https://registry.example.com/index",
            "sparse+https://registry.example.com/",
        ] {
            let expected = format!("far 1.0.0 comes from {elsewhere}");
            assert_eq!(problems(elsewhere.into()), [expected]);
        }
        assert_eq!(
            problems(serde_json::Value::Null),
            ["far 1.0.0 is a folder outside of this workspace"]
        );
    }

    #[test]
    fn one_allowed_choice_of_licenses_is_enough() {
        let passes = |expression: &str| {
            satisfiable(expression, |license| {
                ["MIT", "Apache-2.0", "Zlib WITH LLVM-exception"].contains(&license)
            })
        };
        for good in [
            "MIT",
            "MIT/Apache-2.0",
            "GPL-3.0 OR MIT",
            "(GPL-3.0-only OR MIT) AND Apache-2.0",
            "Zlib WITH LLVM-exception",
        ] {
            assert!(passes(good), "{good}");
        }
        for bad in [
            "",
            "GPL-3.0",
            "MIT AND GPL-3.0-only",
            "Apache-2.0 WITH LLVM-exception",
            "Zlib",
            "MIT OR",
            "MIT MIT",
        ] {
            assert!(!passes(bad), "{bad}");
        }
    }

    #[test]
    fn the_stated_rust_version_covers_what_is_built() {
        assert_eq!(
            rust_versions(&metadata("")),
            ["pingone-mfa states Rust 1.88, but dep needs 1.90"]
        );
    }
}
