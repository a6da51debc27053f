//! What `cargo metadata` says of the workspace and its dependencies.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use serde::Deserialize;

use crate::{command, tidy};

/// The dependency tree with all features of all packages.
#[derive(Debug, Deserialize)]
pub(crate) struct Metadata {
    pub(crate) packages: Vec<Package>,
    workspace_members: BTreeSet<String>,
    resolve: Resolve,
    target_directory: PathBuf,
}

#[derive(Debug, Deserialize)]
pub(crate) struct Package {
    pub(crate) id: String,
    pub(crate) name: String,
    pub(crate) version: String,
    /// Where it comes from; none for what lies on this machine.
    pub(crate) source: Option<String>,
    pub(crate) license: Option<String>,
    pub(crate) rust_version: Option<String>,
    pub(crate) dependencies: Vec<Dependency>,
    pub(crate) features: BTreeMap<String, Vec<String>>,
    /// The registries that it may go to; none for all of them.
    #[serde(default)]
    publish: Option<Vec<String>>,
    #[serde(default)]
    manifest_path: PathBuf,
    targets: Vec<Target>,
}

impl Package {
    /// Whether anybody else gets it.
    pub(crate) fn is_published(&self) -> bool {
        self.publish.as_ref().is_none_or(|places| !places.is_empty())
    }

    /// Its features that its own source names: the others are those of what it depends on.
    pub(crate) fn own_features(&self) -> Result<Vec<&str>> {
        let mut files = Vec::new();
        let folder = self.manifest_path.with_file_name("src");
        tidy::collect(&folder, &folder, &mut files)?;
        let mut source = String::new();
        for file in files.iter().filter(|file| file.extension().is_some_and(|kind| kind == "rs")) {
            source.push_str(&fs::read_to_string(file)?);
        }
        let names = self.features.keys().map(String::as_str);
        let own = names.filter(|name| source.contains(&format!("feature = \"{name}\"")));
        Ok(own.collect())
    }
}

#[derive(Debug, Deserialize)]
struct Target {
    name: String,
    kind: Vec<String>,
}

/// A dependency as a manifest declares it.
#[derive(Debug, Deserialize)]
pub(crate) struct Dependency {
    pub(crate) name: String,
    /// `dev`, `build`, or none for a normal one.
    pub(crate) kind: Option<String>,
    #[serde(default)]
    pub(crate) optional: bool,
}

impl Dependency {
    pub(crate) fn is_dev(&self) -> bool {
        self.kind.as_deref() == Some("dev")
    }
}

#[derive(Debug, Deserialize)]
struct Resolve {
    nodes: Vec<Node>,
}

#[derive(Debug, Deserialize)]
struct Node {
    id: String,
    deps: Vec<Edge>,
}

#[derive(Debug, Deserialize)]
struct Edge {
    pkg: String,
    dep_kinds: Vec<EdgeKind>,
}

#[derive(Debug, Deserialize)]
struct EdgeKind {
    kind: Option<String>,
}

impl Metadata {
    /// Reads the tree for all systems, not only for the one at hand.
    pub(crate) fn read(root: &Path) -> Result<Self> {
        let mut command = command::cargo(
            root,
            &["metadata", "--format-version", "1", "--locked", "--all-features"],
        );
        let mut metadata: Self = serde_json::from_str(&command::output(&mut command)?)
            .context("`cargo metadata` printed something else")?;
        // It over-approximates features; `cargo tree` knows what is really built.
        let mut tree = command::cargo(
            root,
            &[
                "tree",
                "--workspace",
                "--all-features",
                "--target",
                "all",
                "--locked",
                "--prefix",
                "none",
                "--format",
                "{p}",
            ],
        );
        metadata.keep(&command::output(&mut tree)?);
        Ok(metadata)
    }

    /// Drops the packages that the lines `name vVERSION …` do not name.
    fn keep(&mut self, tree: &str) {
        let built: BTreeSet<(&str, &str)> = tree
            .lines()
            .filter_map(|line| {
                let mut words = line.split_whitespace();
                Some((words.next()?, words.next()?.strip_prefix('v')?))
            })
            .collect();
        self.packages
            .retain(|package| built.contains(&(package.name.as_str(), package.version.as_str())));
    }

    pub(crate) fn target(&self) -> &Path {
        &self.target_directory
    }

    /// The packages of this workspace.
    pub(crate) fn members(&self) -> impl Iterator<Item = &Package> {
        self.packages.iter().filter(|package| self.workspace_members.contains(&package.id))
    }

    pub(crate) fn is_member(&self, package: &Package) -> bool {
        self.workspace_members.contains(&package.id)
    }

    /// How many integration test binaries this workspace has.
    pub(crate) fn suites(&self) -> usize {
        self.targets("test").count()
    }

    /// The names of the examples of this workspace.
    pub(crate) fn examples(&self) -> impl Iterator<Item = &str> {
        self.targets("example").map(|target| target.name.as_str())
    }

    fn targets<'m>(&'m self, wanted: &'m str) -> impl Iterator<Item = &'m Target> {
        self.members()
            .flat_map(|package| &package.targets)
            .filter(move |target| target.kind.iter().any(|kind| kind == wanted))
    }

    /// The packages of this workspace that declare a dependency.
    pub(crate) fn packages_that_use(&self, name: &str) -> Vec<String> {
        self.members()
            .filter(|package| package.dependencies.iter().any(|dependency| dependency.name == name))
            .map(|package| package.name.clone())
            .collect()
    }

    /// What a package needs to be built, directly or not, itself included; no development needs,
    /// and nothing that only the excepted package needs.
    pub(crate) fn needs_of<'m>(
        &'m self,
        package: &'m Package,
        except: Option<&str>,
    ) -> BTreeSet<&'m str> {
        let kept: BTreeSet<&str> = self
            .packages
            .iter()
            .filter(|package| Some(package.name.as_str()) != except)
            .map(|package| package.id.as_str())
            .collect();
        let edges: BTreeMap<&str, &Node> =
            self.resolve.nodes.iter().map(|node| (node.id.as_str(), node)).collect();
        let mut reached = BTreeSet::from([package.id.as_str()]);
        let mut open = vec![package.id.as_str()];
        while let Some(id) = open.pop() {
            for edge in edges.get(id).into_iter().flat_map(|node| &node.deps) {
                let needed = edge.dep_kinds.iter().any(|kind| kind.kind.as_deref() != Some("dev"));
                if needed && kept.contains(edge.pkg.as_str()) && reached.insert(&edge.pkg) {
                    open.push(&edge.pkg);
                }
            }
        }
        reached
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_built_counts() {
        let package = |id: &str, version: &str| {
            format!(
                r#"{{"id": "{id}", "name": "a", "version": "{version}", "license": null, "rust_version": null,
                    "dependencies": [], "features": {{}}, "targets": []}}"#
            )
        };
        let text = format!(
            r#"{{"packages": [{}, {}], "workspace_members": [], "resolve": {{"nodes": []}}, "target_directory": "/t"}}"#,
            package("one", "1.0.0"),
            package("two", "2.0.0")
        );
        let mut metadata: Metadata = serde_json::from_str(&text).unwrap();
        metadata.keep("a v2.0.0 (*)\nb v1.0.0\n");
        assert_eq!(metadata.packages.iter().map(|p| p.id.as_str()).collect::<Vec<_>>(), ["two"]);
    }
}
