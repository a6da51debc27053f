//! What the fixtures show of a resource.

use std::fs;
use std::path::Path;

use anyhow::Result;
use serde_json::{Map, Value};

use super::guess::{Guess, collection, is_plain};
use crate::catalogue::Catalogue;

/// What the fixtures of a resource show of it.
#[derive(Default)]
pub(super) struct Payloads {
    pub(super) answers: Map<String, Value>,
    pub(super) requests: Map<String, Value>,
    /// The name of the array in lists.
    pub(super) array: Option<String>,
}

impl Payloads {
    /// Of all plain operations of the resource.
    pub(super) fn of(fixtures: &Path, catalogue: &Catalogue, guess: &Guess) -> Result<Self> {
        let mut found = Self::default();
        let of_it = catalogue.rows().iter().filter(|row| {
            row.product == guess.row.product
                && is_plain(row)
                && collection(&row.path) == collection(&guess.row.path)
        });
        for row in of_it {
            found.read(fixtures, &row.id)?;
        }
        Ok(found)
    }

    /// Of one operation.
    pub(super) fn read(&mut self, fixtures: &Path, id: &str) -> Result<()> {
        let Ok(entries) = fs::read_dir(fixtures.join(id.replacen('.', "/", 1))) else {
            return Ok(());
        };
        for entry in entries {
            let path = entry?.path();
            let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
            let is_request = name.starts_with("request");
            if is_request || name.starts_with("response") {
                self.add(is_request, serde_json::from_str(&fs::read_to_string(&path)?)?);
            }
        }
        Ok(())
    }

    pub(super) fn add(&mut self, is_request: bool, payload: Value) {
        let Value::Object(mut members) = payload else { return };
        let is_list = members.contains_key("count") || members.contains_key("size");
        if !is_request
            && is_list
            && let Some(Value::Object(lists)) = members.remove("_embedded")
        {
            for (name, items) in lists {
                let Value::Array(items) = items else { continue };
                self.array = Some(name);
                items.into_iter().for_each(|item| self.add(false, item));
            }
            return;
        }
        let into = if is_request { &mut self.requests } else { &mut self.answers };
        merge(into, members);
    }
}

/// Adds what is new, in objects as well.
pub(super) fn merge(into: &mut Map<String, Value>, members: Map<String, Value>) {
    for (name, value) in members {
        match (into.get_mut(&name), value) {
            (Some(Value::Object(have)), Value::Object(more)) => merge(have, more),
            (Some(Value::Array(have)), Value::Array(more)) => have.extend(more),
            (Some(Value::Null) | None, value) => {
                into.insert(name, value);
            }
            (Some(_), _) => {}
        }
    }
}
