//! A row.

use serde_json::Value;

/// A row, as it is kept: its members, `id`, `createdAt` and `updatedAt`.
pub(crate) struct Entry {
    /// Grows with every creation: the order of lists, and what cursors point at.
    pub(super) sequence: u64,
    pub(crate) body: Value,
}

impl Entry {
    pub(crate) fn id(&self) -> &str {
        self.text("id").unwrap_or_default()
    }

    /// A text member.
    pub(crate) fn text(&self, member: &str) -> Option<&str> {
        self.body.get(member)?.as_str()
    }

    /// The id that a reference holds.
    pub(crate) fn reference(&self, member: &str) -> Option<&str> {
        self.body.get(member)?.get("id")?.as_str()
    }
}
