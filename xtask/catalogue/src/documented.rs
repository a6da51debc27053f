//! Whether the methods say which operation they are, and where it is documented.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use anyhow::{Context, Result};

use crate::catalogue::Catalogue;
use crate::generate::{crate_of, static_name_of};
use crate::row::Row;

/// Where the pages of the API reference are.
const REFERENCE: &str = "https://developer.pingidentity.com/";

/// Says which operations have no method whose `#[doc(alias)]` has their title and whose comment
/// links their page.
///
/// # Errors
///
/// Where the catalogue or a source file cannot be read.
pub fn problems(root: &Path) -> Result<Vec<String>> {
    let catalogue = Catalogue::read(&root.join("fixtures"))?;
    let begun = || catalogue.rows().iter().filter(|row| row.is_begun());
    let mut found = Vec::new();
    for name in begun().map(crate_of).collect::<BTreeSet<_>>() {
        // What the transport sends by itself has no method.
        if name == "ping-transport" {
            continue;
        }
        let source = source(&root.join("crates").join(&name).join("src"))?;
        let aliases = aliases(&source);
        let rows: Vec<&Row> = begun().filter(|row| crate_of(row) == name).collect();
        let unlinked = rows.iter().filter_map(|row| unlinked(row, &source));
        let missing = untitled(&rows, &aliases).into_iter().chain(unlinked);
        found.extend(missing.map(|what| format!("{name}: {what}")));
    }
    Ok(found)
}

/// The operations without an alias: calls that share a title need one each, and the whole title is
/// as good as what stands before its parentheses.
fn untitled(rows: &[&Row], aliases: &BTreeMap<&str, usize>) -> Vec<String> {
    let mut calls: BTreeMap<&str, BTreeMap<String, &Row>> = BTreeMap::new();
    for row in rows {
        let is_whole = row.title != row.plain_title() && aliases.contains_key(row.title.as_str());
        let of_title = calls.entry(row.plain_title()).or_default();
        if !is_whole {
            of_title.entry(static_name_of(row)).or_insert(row);
        }
    }
    let lacking = calls.into_iter().filter_map(|(title, calls)| {
        let has = aliases.get(title).copied().unwrap_or_default();
        let ids: Vec<&str> = calls.values().map(|row| row.id.as_str()).collect();
        (has < ids.len()).then(|| {
            format!(
                "{has} of the methods of {} have the alias {title:?}: add it to their \
                 `#[doc(alias(..))]`",
                ids.join(", ")
            )
        })
    });
    lacking.collect()
}

fn unlinked(row: &Row, source: &str) -> Option<String> {
    let is_linked = source.contains(&format!("<{}>", row.source));
    (row.source.starts_with(REFERENCE) && !is_linked)
        .then(|| format!("no comment of {} links <{}>", row.id, row.source))
}

/// The texts in all `#[doc(alias(..))]`, and how often each is there.
fn aliases(source: &str) -> BTreeMap<&str, usize> {
    let lists = source.split("#[doc(alias(").skip(1);
    let lists = lists.filter_map(|rest| rest.split("))]").next());
    let mut aliases = BTreeMap::new();
    for alias in lists.flat_map(|list| list.split('"').skip(1).step_by(2)) {
        *aliases.entry(alias).or_default() += 1;
    }
    aliases
}

/// All source files below a folder, but for those that are generated.
fn source(folder: &Path) -> Result<String> {
    let mut text = String::new();
    let entries = fs::read_dir(folder).with_context(|| format!("no {}", folder.display()))?;
    for entry in entries {
        let path = entry?.path();
        if path.is_dir() {
            text.push_str(&source(&path)?);
        } else if !path.ends_with("operations.rs") {
            text.push_str(&fs::read_to_string(&path)?);
        }
    }
    Ok(text)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::row::tests::row;

    const METHOD: &str = r#"
        /// Creates a user. <https://developer.pingidentity.com/users.html>
        #[doc(alias(
            "add",
            "Create User"
        ))]
    "#;

    fn told(title: &str, source: &str) -> Option<String> {
        let row = row(&[("title", title), ("source", source)]);
        let untitled = untitled(&[&row], &aliases(METHOD));
        untitled.into_iter().next().or_else(|| unlinked(&row, METHOD))
    }

    #[test]
    fn a_method_has_the_title_and_links_the_page() {
        let page = "https://developer.pingidentity.com/users.html";
        assert_eq!(told("Create User", page), None);
        assert_eq!(told("Create User (Import)", page), None);
        assert_eq!(told("Create User", "a specification"), None);
        let other = told("Create User", "https://developer.pingidentity.com/b.html");
        assert!(other.unwrap().contains("b.html"));
        assert!(told("New User", page).unwrap().contains("\"New User\""));
    }

    #[test]
    fn each_call_of_a_title_has_an_alias_of_its_own() {
        let of = |id, title, group| row(&[("id", id), ("title", title), ("group", group)]);
        let own = of("platform.own", "Create User (own)", "");
        let any = of("platform.any", "Create User (any)", "");
        let like = of("platform.like", "Create User (like)", "make");
        let more = of("platform.more", "Create User (more)", "make");
        let problems = |rows: &[&Row], text: &str| untitled(rows, &aliases(text)).join("\n");
        let missing = problems(&[&own, &any], METHOD);
        assert!(missing.contains("1 of the methods of platform.any, platform.own"), "{missing}");
        let whole = format!("{METHOD}#[doc(alias(\"Create User (any)\"))]");
        assert_eq!(problems(&[&own, &any], &whole), "");
        // One call stands for a group.
        assert_eq!(problems(&[&like, &more], METHOD), "");
    }
}
