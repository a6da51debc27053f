//! What was created a moment ago, and does not count everywhere yet.

use std::time::Duration;

use crate::base::{
    limits::{Kept, Latest},
    timestamp::Timestamp,
};

/// How long it takes.
// assumes: settling
const MOMENT: Duration = Duration::from_secs(2);

/// Whose creation is waited for: by id, until when.
pub(crate) struct Fresh(Latest<Timestamp>);

impl Fresh {
    pub(crate) fn new(kept: Kept) -> Self {
        Self(Latest::new(kept))
    }

    /// Something was created.
    pub(crate) fn note(&mut self, id: &str, now: Timestamp) {
        self.0.end(|until| *until <= now);
        self.0.insert(id.to_owned(), now + MOMENT);
    }

    pub(crate) fn has(&self, id: &str, now: Timestamp) -> bool {
        self.0.get(id).is_some_and(|until| now < *until)
    }
}
