//! Where what is sent or answered differs on purpose from the fixtures.

use std::cell::RefCell;
use std::collections::BTreeSet;
use std::path::Path;

use anyhow::Result;
use serde::Deserialize;

use crate::catalogue::Catalogue;
use crate::catalogue::table;
use crate::fixtures::Direction;

/// A row of `differences.csv`: a place in the payloads of an operation, and why it differs.
#[derive(Debug, Deserialize)]
struct Row {
    operation: String,
    direction: Direction,
    /// A pointer in which `*` is any member or element, or a file of fixtures.
    path: String,
    why: String,
}

/// The table, and which of its rows were needed.
#[derive(Default)]
pub(crate) struct Differences {
    rows: Vec<Row>,
    used: RefCell<BTreeSet<usize>>,
}

impl Differences {
    /// Without the table, nothing differs on purpose.
    pub(crate) fn read(fixtures: &Path) -> Result<Self> {
        let path = fixtures.join("differences.csv");
        let rows = if path.exists() { table::read(&path)? } else { Vec::new() };
        Ok(Self { rows, used: RefCell::default() })
    }

    /// Whether the place may differ.
    pub(crate) fn allow(&self, operation: &str, direction: Direction, path: &str) -> bool {
        let mut allowed = false;
        for (index, row) in self.rows.iter().enumerate() {
            if row.operation == operation && row.direction == direction && fits(&row.path, path) {
                self.used.borrow_mut().insert(index);
                allowed = true;
            }
        }
        allowed
    }

    /// The rows that are not needed, name no operation or give no reason.
    pub(crate) fn problems(&self, catalogue: &Catalogue) -> Vec<String> {
        let used = self.used.borrow();
        let wrong = self.rows.iter().enumerate().filter_map(|(index, row)| {
            let what = if catalogue.get(&row.operation).is_none() {
                "the catalogue has no such operation"
            } else if row.why.trim().is_empty() {
                "it does not say why"
            } else if !used.contains(&index) {
                "nothing differs there any more"
            } else {
                return None;
            };
            let Row { operation, path, .. } = row;
            Some(format!("differences.csv: {operation} {path}: {what}"))
        });
        wrong.collect()
    }
}

fn fits(pattern: &str, path: &str) -> bool {
    let (mut pattern, mut path) = (pattern.split('/'), path.split('/'));
    loop {
        match (pattern.next(), path.next()) {
            (None, None) => return true,
            (Some(want), Some(have)) if want == "*" || want == have => {}
            _ => return false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_star_is_any_one_member() {
        assert!(fits("/a/*/c", "/a/b/c") && fits("/a/*", "/a/*") && fits("", ""));
        assert!(!fits("/a/*", "/a") && !fits("/a", "/a/b") && !fits("/a/*", "/a/b/c"));
    }
}
