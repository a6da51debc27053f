//! What a dependant compiles that asks for a part alone.

use std::collections::BTreeSet;
use std::path::Path;

use anyhow::Result;

use crate::command;

/// Who needs PingID alone compiles PingID alone, and who brings a provider of rustls gets no other.
pub(super) fn problems(root: &Path) -> Result<Vec<String>> {
    let mut problems = pingid_problems(&tree(root, &["pingid-rest"])?);
    let alone = ["ping-transport", "--no-default-features", "--features", "rustls-no-provider"];
    problems.extend(provider_problems(&tree(root, &alone)?));
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

fn provider_problems(tree: &str) -> Vec<String> {
    let names = tree.lines().filter_map(|line| line.split_whitespace().next());
    let providers: BTreeSet<_> =
        names.filter(|name| ["aws-lc-rs", "ring"].contains(name)).collect();
    let told = |name| format!("ping-transport with `rustls-no-provider` brings {name}");
    providers.into_iter().map(told).collect()
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
    fn cryptography_is_of_the_program() {
        let good = "ping-transport v0.1.0 (/p) rustls-no-provider\nrustls v0.23.0 std\n";
        assert_eq!(provider_problems(good), [] as [String; 0]);
        let bad = "rustls v0.23.0 std\naws-lc-rs v1.0.0 \naws-lc-rs v1.0.0 (*)\n";
        let problem = "ping-transport with `rustls-no-provider` brings aws-lc-rs";
        assert_eq!(provider_problems(bad), [problem]);
    }
}
