//! What operations and controls work with: one environment, and what it shares with others.

use crate::{
    base::timestamp::Timestamp,
    domain::{
        mfa::oath_tokens::OATH_TOKENS,
        platform::{Organization, users::USERS},
    },
    store::{Entry, Gone, Held},
    wire::response::Failure,
    world::{Environment, Shared},
};

/// The environment that a request is about. Its parts can be borrowed apart; other environments are
/// out of reach.
pub(crate) struct Context<'a> {
    pub(crate) env: &'a mut Environment,
    /// The environment's.
    pub(crate) organization: &'a mut Organization,
    pub(crate) shared: &'a mut Shared,
    /// What the caller may do; `None` where everything is granted.
    pub(crate) roles: Option<Vec<Held>>,
    /// The id of the answer, which the audit trail names; empty for controls.
    pub(crate) correlation_id: String,
}

impl Context<'_> {
    /// The virtual clock's time.
    pub(crate) fn now(&self) -> Timestamp {
        self.shared.now()
    }

    /// An absolute URL; `path` begins with a slash.
    pub(crate) fn url(&self, path: &str) -> String {
        self.shared.url(path)
    }

    /// The URL of something in the environment; `rest` is empty or begins with a slash.
    pub(crate) fn env_url(&self, rest: &str) -> String {
        self.url(&format!("/v1/environments/{}{rest}", self.env.id))
    }

    /// A new UUID for something that is kept.
    pub(crate) fn uuid(&mut self) -> String {
        self.env.random.uuid()
    }

    /// The user with that id, or the documented 404.
    pub(crate) fn require_user(&self, id: &str) -> Result<&Entry, Failure> {
        self.env.store.require(&USERS, "", id)
    }

    /// How many changes the audits tell of.
    pub(crate) fn recorded(&self) -> u64 {
        let stores = [&self.env.store, &self.organization.store, &self.shared.store];
        stores.iter().map(|store| store.recorded()).sum()
    }

    /// Forgets what the products have of deleted rows.
    pub(crate) fn forget(&mut self, gone: &[Gone]) {
        for gone in gone {
            if gone.schema.name == USERS.name {
                self.env.platform.user_deleted(&gone.id);
                self.env.mfa.user_deleted(&gone.id);
                self.env.verify.user_deleted(&gone.id);
                self.env.tally.forget(&gone.id);
                self.env.pace.forget(&gone.id);
            } else if gone.schema.name == OATH_TOKENS.name {
                self.env.mfa.token_revoked(&gone.id);
            }
        }
    }

    /// Lets what is due happen, before anything else is done.
    pub(crate) fn settle(&mut self) {
        let now = self.now();
        self.env.settle(now);
    }
}
