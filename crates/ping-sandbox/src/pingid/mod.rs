//! PingID: signed requests for users, pairing, authentication, jobs and reports.

mod account;
mod applications;
mod body;
mod control;
mod crowd;
mod device;
mod directory;
mod envelope;
mod fido;
mod jobs;
mod jws;
mod oath;
mod operations;
mod pairing;
mod phone;
mod policies;
mod refused;
mod reply_form;
mod report;
mod tokens;
mod user;

use crate::{random::Random, timestamp::Timestamp};
use applications::Application;
use directory::Directory;
use fido::FidoPairings;
use jobs::Jobs;
use pairing::Pairings;
use policies::Policies;
use report::Reports;
use tokens::Tokens;

pub use account::{PingIdAccount, PingIdTokenError};
pub use control::PingId;
pub(crate) use control::control;
pub use device::PingIdDevice;
pub(crate) use operations::routes;
pub use reply_form::ReplyForm;

/// What PingID remembers.
pub(crate) struct PingIdState {
    account: PingIdAccount,
    form: ReplyForm,
    directory: Directory,
    pairings: Pairings,
    fido: FidoPairings,
    tokens: Tokens,
    jobs: Jobs,
    reports: Reports,
    /// In the order in which they were added.
    applications: Vec<Application>,
    policies: Policies,
}

impl PingIdState {
    pub(crate) fn seeded(random: &mut Random) -> Self {
        Self {
            account: PingIdAccount::seeded(random),
            form: ReplyForm::default(),
            directory: Directory::new(),
            pairings: Pairings::default(),
            fido: FidoPairings::default(),
            tokens: Tokens::default(),
            jobs: Jobs::default(),
            reports: Reports::default(),
            applications: Vec::new(),
            policies: Policies::new(),
        }
    }

    /// Lets what has expired expire.
    fn settle(&mut self, now: Timestamp) {
        self.directory.settle(now);
        self.pairings.settle(now);
        self.fido.settle(now);
        self.tokens.settle(now);
    }
}

/// The text of the account's properties file; `base_url` has no slash at the end.
pub(crate) fn properties_text(state: &PingIdState, base_url: &str) -> String {
    state.account.properties_text(base_url)
}
