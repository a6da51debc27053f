//! What a dependant compiles that asks for a part alone.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use anyhow::Result;

use crate::command;

/// Who needs PingID alone compiles PingID alone, and beside reqwest's own crates those that have a
/// reason; who brings a provider of rustls gets no other; who runs no scripts gets no engine for
/// them.
pub(super) fn problems(root: &Path, reasons: &BTreeMap<String, String>) -> Result<Vec<String>> {
    let mut problems = pingid_problems(&tree(root, &["pingid-rest"])?);
    let whole = ["tree", "--locked", "--edges", "normal", "--prefix", "depth", "--no-dedupe"];
    let whole = [&whole[..], &["--format", " {p}", "--package", "pingid-rest"]].concat();
    let whole = command::output(&mut command::cargo(root, &whole))?;
    problems.extend(reason_problems(&whole, reasons));
    let alone = ["ping-transport", "--no-default-features", "--features", "rustls-no-provider"];
    let who = "ping-transport with `rustls-no-provider`";
    problems.extend(brought(&tree(root, &alone)?, who, &["aws-lc-rs", "ring"]));
    let facade = tree(root, &["ping-sdk"])?;
    problems.extend(brought(&facade, "ping-sdk", &["aic-scripts", "boa_engine"]));
    let scripts = tree(root, &["ping-sdk", "--features", "scripts"])?;
    let who = "ping-sdk with `scripts`";
    problems.extend(brought(&scripts, who, &["bcrypt", "cap", "ping-sandbox", "rsa"]));
    Ok(problems)
}

fn tree(root: &Path, package: &[&str]) -> Result<String> {
    let mut arguments = vec!["tree", "--locked", "--edges", "normal", "--prefix", "none"];
    arguments.extend(["--format", "{p} {f}", "--package"]);
    arguments.extend(package);
    command::output(&mut command::cargo(root, &arguments))
}

fn pingid_problems(tree: &str) -> Vec<String> {
    let mut problems = BTreeSet::new();
    for line in tree.lines() {
        let name = line.split_whitespace().next().unwrap_or_default();
        if name.starts_with("pingone-") {
            problems.insert(format!("pingid-rest depends on {name}"));
        }
        if name == "ping-models" {
            let line = line.trim_end_matches("(*)").trim_end();
            let features = line.rsplit_once(' ').map_or("", |(_, features)| features);
            for product in ["platform", "mfa", "verify"] {
                if features.split(',').any(|feature| feature == product) {
                    problems.insert(format!("pingid-rest compiles the models of {product}"));
                }
            }
        }
    }
    problems.into_iter().collect()
}

/// `tree` has the depth of each crate before its name.
fn reason_problems(tree: &str, reasons: &BTreeMap<String, String>) -> Vec<String> {
    let (mut beside, mut below) = (BTreeSet::new(), BTreeSet::new());
    let mut reqwest: Option<usize> = None;
    for line in tree.lines() {
        let mut words = line.split_whitespace();
        let depth = words.next().and_then(|depth| depth.parse().ok()).unwrap_or_default();
        let name = words.next().unwrap_or_default();
        reqwest = reqwest.filter(|above| depth > *above);
        if name == "reqwest" {
            reqwest = reqwest.or(Some(depth));
        }
        let is_ours = line.ends_with(')') && line.contains(" (/");
        match reqwest {
            Some(_) => below.insert(name),
            None => !is_ours && beside.insert(name),
        };
    }
    let beside: BTreeSet<&str> = beside.difference(&below).copied().collect();
    let listed: BTreeSet<&str> = reasons.keys().map(String::as_str).collect();
    let more = beside.difference(&listed);
    let more = more.map(|name| format!("{name} is behind pingid-rest without a reason"));
    let gone = listed.difference(&beside);
    let gone = gone.map(|name| {
        format!("{name} is not behind pingid-rest beside reqwest: take it from the list")
    });
    more.chain(gone).collect()
}

/// What a tree has of these packages, which it has no use for.
fn brought(tree: &str, who: &str, packages: &[&str]) -> Vec<String> {
    let names = tree.lines().filter_map(|line| line.split_whitespace().next());
    let found: BTreeSet<_> = names.filter(|name| packages.contains(name)).collect();
    found.into_iter().map(|name| format!("{who} brings {name}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pingid_alone_is_alone() {
        let good = "pingid-rest v0.1.0 (/p) default,reqwest\nping-models v0.1.0 (/p) pingid,qr\nserde v1.0.0 std\n";
        assert_eq!(pingid_problems(good), [] as [String; 0]);
        let bad = "pingone-mfa v0.1.0 (/p) \nping-models v0.1.0 (/p) mfa,pingid (*)\n";
        assert_eq!(
            pingid_problems(bad),
            ["pingid-rest compiles the models of mfa", "pingid-rest depends on pingone-mfa"]
        );
    }

    #[test]
    fn a_crate_beside_those_of_reqwest_has_a_reason() {
        let tree = "0 pingid-rest v0.1.0 (/p)\n1 hmac v1.0.0\n2 digest v1.0.0\n1 reqwest v0.13.0\n\
                    2 http v1.0.0\n3 bytes v1.0.0\n1 bytes v1.0.0\n1 serde v1.0.0\n";
        let reasons = |names: &[&str]| -> BTreeMap<String, String> {
            names.iter().map(|name| ((*name).to_owned(), "why".to_owned())).collect()
        };
        let good = reason_problems(tree, &reasons(&["digest", "hmac", "serde"]));
        assert_eq!(good, [] as [String; 0]);
        assert_eq!(
            reason_problems(tree, &reasons(&["bytes", "digest", "serde"])),
            [
                "hmac is behind pingid-rest without a reason",
                "bytes is not behind pingid-rest beside reqwest: take it from the list",
            ]
        );
    }

    #[test]
    fn what_is_of_no_use_is_not_brought() {
        let providers = |tree| brought(tree, "who", &["aws-lc-rs", "ring"]);
        let good = "ping-transport v0.1.0 (/p) rustls-no-provider\nrustls v0.23.0 std\n";
        assert_eq!(providers(good), [] as [String; 0]);
        let bad = "rustls v0.23.0 std\naws-lc-rs v1.0.0 \naws-lc-rs v1.0.0 (*)\n";
        assert_eq!(providers(bad), ["who brings aws-lc-rs"]);
    }
}
