//! PingID: signed requests for users, pairing, authentication, jobs and reports.

mod account;
mod applications;
mod assertions;
mod authenticate_offline;
mod authenticate_online;
mod body;
mod challenge;
mod control;
mod crowd;
mod device;
mod directory;
mod envelope;
mod exchange;
mod fido;
mod jobs;
mod jws;
mod oath;
mod operations;
mod pairing;
mod phone;
mod policies;
mod ppm;
mod ppm_page;
mod ppm_pairing;
mod ppm_sign_on;
mod push;
mod push_control;
mod refused;
mod reply_form;
mod report;
mod sessions;
mod sign_on;
mod start_authentication;
mod tokens;
mod user;

use crate::{limits::Kept, random::Random, timestamp::Timestamp};
use applications::Application;
use assertions::Assertions;
use directory::Directory;
use fido::FidoPairings;
use jobs::Jobs;
use pairing::Pairings;
use policies::Policies;
use ppm_pairing::BrowserPairings;
use report::Reports;
use sessions::Sessions;
use tokens::Tokens;

pub use account::{PingIdAccount, PingIdTokenError};
pub use control::PingId;
pub(crate) use control::control;
pub use device::PingIdDevice;
pub(crate) use operations::routes;
pub use push::PingIdPush;
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
    sessions: Sessions,
    assertions: Assertions,
    browser_pairings: BrowserPairings,
}

impl PingIdState {
    pub(crate) fn seeded(random: &mut Random, kept: Kept) -> Self {
        Self {
            account: PingIdAccount::seeded(random),
            form: ReplyForm::default(),
            directory: Directory::new(),
            pairings: Pairings::default(),
            fido: FidoPairings::default(),
            tokens: Tokens::default(),
            jobs: Jobs::new(kept),
            reports: Reports::default(),
            applications: Vec::new(),
            policies: Policies::new(),
            sessions: Sessions::new(kept),
            assertions: Assertions::default(),
            browser_pairings: BrowserPairings::default(),
        }
    }

    /// Lets what has expired expire.
    pub(crate) fn settle(&mut self, now: Timestamp) {
        self.directory.settle(now);
        self.pairings.settle(now);
        self.fido.settle(now);
        self.tokens.settle(now);
        self.sessions.settle(&self.directory, now);
        self.assertions.settle(now);
        self.browser_pairings.settle(now);
    }
}

impl PingIdState {
    /// The text of the account's properties file; `base_url` has no slash at the end.
    pub(crate) fn properties_text(&self, base_url: &str) -> String {
        self.account.properties_text(base_url)
    }

    /// Nobody waits any more for the answer to that request: its push is taken back.
    pub(crate) fn abandon(&mut self, request: u64) {
        if let Some(id) = self.sessions.held_by(request) {
            self.sessions.end(&id);
        }
    }
}
