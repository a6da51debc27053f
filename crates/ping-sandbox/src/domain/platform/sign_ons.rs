//! Who signed on when: what active identities are counted by.

use std::collections::BTreeSet;

use crate::base::{
    limits::{Kept, Recent},
    timestamp::Timestamp,
};

struct SignOn {
    at: Timestamp,
    environment: String,
    user: String,
}

/// The last of an organization.
pub(crate) struct SignOns(Recent<SignOn>);

impl SignOns {
    pub(crate) fn new(kept: Kept) -> Self {
        Self(Recent::new(kept))
    }

    pub(crate) fn note(&mut self, environment: &str, user: &str, at: Timestamp) {
        let (environment, user) = (environment.to_owned(), user.to_owned());
        let size = environment.len() + user.len();
        self.0.push(SignOn { at, environment, user }, size);
    }

    /// How many users of these environments signed on in that time.
    pub(crate) fn count(
        &self,
        environments: &[String],
        from: Timestamp,
        until: Timestamp,
    ) -> usize {
        let counts = |one: &&SignOn| {
            one.at >= from && one.at < until && environments.contains(&one.environment)
        };
        let of = |one: &SignOn| (one.environment.clone(), one.user.clone());
        self.0.iter().filter(counts).map(of).collect::<BTreeSet<_>>().len()
    }
}
