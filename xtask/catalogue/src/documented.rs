//! Whether the methods say which operation they are, and where it is documented.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result};

use crate::catalogue::Catalogue;
use crate::generate::crate_of;
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
        for row in begun().filter(|row| crate_of(row) == name) {
            found.extend(missing(row, &source, &aliases).map(|what| format!("{name}: {what}")));
        }
    }
    Ok(found)
}

fn missing(row: &Row, source: &str, aliases: &BTreeSet<&str>) -> Option<String> {
    let title = row.plain_title();
    if !aliases.contains(title) {
        return Some(format!(
            "no method of {} has the alias {title:?}: add it to its `#[doc(alias(..))]`",
            row.id
        ));
    }
    let is_linked = source.contains(&format!("<{}>", row.source));
    (row.source.starts_with(REFERENCE) && !is_linked)
        .then(|| format!("no comment of {} links <{}>", row.id, row.source))
}

/// The texts in all `#[doc(alias(..))]`.
fn aliases(source: &str) -> BTreeSet<&str> {
    let lists = source.split("#[doc(alias(").skip(1);
    let lists = lists.filter_map(|rest| rest.split("))]").next());
    lists.flat_map(|list| list.split('"').skip(1).step_by(2)).collect()
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
        missing(&row(&[("title", title), ("source", source)]), METHOD, &aliases(METHOD))
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
}
