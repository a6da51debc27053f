//! What the models have already.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use anyhow::{Context, Result};

/// The names of types: of each product's module, and of what all products share.
#[derive(Default)]
pub(super) struct Known {
    types: BTreeMap<String, BTreeSet<String>>,
    ids: BTreeSet<String>,
}

impl Known {
    /// Reads the sources of the models below the workspace's root.
    pub(super) fn read(root: &Path, products: &[&str]) -> Result<Self> {
        let source = root.join("crates/ping-models/src");
        let mut known = Self::default();
        for product in products {
            let mut text = String::new();
            collect(&source.join(product), &mut text)?;
            known.add(product, &text);
        }
        let ids = fs::read_to_string(source.join("ids.rs")).context("no ids.rs of the models")?;
        known.ids = names_of_ids(&ids);
        Ok(known)
    }

    /// Takes the types in from the text of a product's module.
    pub(super) fn add(&mut self, product: &str, text: &str) {
        let types = self.types.entry(product.to_owned()).or_default();
        for line in text.lines().map(str::trim) {
            let declared = ["pub struct ", "pub enum "].iter().find_map(|it| line.strip_prefix(it));
            let form = Some(line).filter(|line| is_name(line));
            types.extend(declared.or(form).map(|text| first_word(text).to_owned()));
        }
    }

    /// The type of the product of this name, whatever its capitals.
    pub(super) fn type_of(&self, product: &str, name: &str) -> Option<&str> {
        let mut types = self.types.get(product)?.iter();
        types.find(|known| known.eq_ignore_ascii_case(name)).map(String::as_str)
    }

    /// Whether there is such an id.
    pub(super) fn has_id(&self, name: &str) -> bool {
        self.ids.contains(name)
    }

    /// With these ids.
    #[cfg(test)]
    pub(super) fn with_ids(mut self, list: &str) -> Self {
        self.ids = names_of_ids(list);
        self
    }
}

/// The names in the list of `ids!`.
fn names_of_ids(text: &str) -> BTreeSet<String> {
    let lines = text.lines().filter_map(|line| line.trim().strip_suffix(','));
    lines.filter(|line| is_name(line)).map(str::to_owned).collect()
}

/// Whether a line is a name alone, as those of forms and ids stand.
fn is_name(line: &str) -> bool {
    line.starts_with(|first: char| first.is_ascii_uppercase())
        && line.chars().all(|c| c.is_ascii_alphanumeric())
}

fn first_word(text: &str) -> &str {
    text.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default()
}

fn collect(folder: &Path, text: &mut String) -> Result<()> {
    for entry in fs::read_dir(folder).with_context(|| format!("no {}", folder.display()))? {
        let path = entry?.path();
        if path.is_dir() {
            collect(&path, text)?;
        } else if path.extension().is_some_and(|it| it == "rs") {
            text.push_str(&fs::read_to_string(&path)?);
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn types_forms_and_ids_are_found() {
        let mut known = Known::default();
        known.add(
            "mfa",
            "#[model(create(\n    /// A thing.\n    NewThing\n))]\npub struct WhatsAppThing {\n\
             pub enum Kind<T> {\n    Unknown(X),\n",
        );
        let known = known.with_ids("ids! {\n    /// The id.\n    ThingId,\n}\n");
        assert_eq!(known.type_of("mfa", "WhatsappThing"), Some("WhatsAppThing"));
        assert_eq!(known.type_of("mfa", "NewThing"), Some("NewThing"));
        assert_eq!(known.type_of("mfa", "Kind"), Some("Kind"));
        assert_eq!(known.type_of("platform", "Kind"), None);
        assert!(known.has_id("ThingId") && !known.has_id("The"));
    }

    #[test]
    fn the_ids_of_the_repository_are_found() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
        let known = Known::read(&root, &["platform", "mfa"]).unwrap();
        assert!(known.has_id("NotificationPolicyId"));
        assert_eq!(known.type_of("mfa", "SmsDevice"), Some("SmsDevice"));
        assert_eq!(known.type_of("platform", "NewPopulation"), Some("NewPopulation"));
    }
}
