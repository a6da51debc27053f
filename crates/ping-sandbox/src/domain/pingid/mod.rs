//! PingID: signed requests for users, pairing, authentication, jobs and reports.

pub(crate) mod account;
pub(crate) mod applications;
pub(crate) mod assertions;
pub(crate) mod body;
pub(crate) mod codes;
pub(crate) mod crowd;
pub(crate) mod device;
pub(crate) mod directory;
pub(crate) mod fido;
pub(crate) mod jobs;
mod owners;
pub(crate) mod pairing;
pub(crate) mod phone;
pub(crate) mod policies;
pub(crate) mod ppm_pairing;
pub(crate) mod push;
pub(crate) mod refused;
pub(crate) mod reply_form;
pub(crate) mod report;
pub(crate) mod sessions;
pub(crate) mod sign_on;
pub(crate) mod tokens;
pub(crate) mod user;

use crate::base::{limits::Kept, random::Random, timestamp::Timestamp};
use crate::domain::pingid::account::PingIdAccount;
use crate::domain::pingid::applications::Application;
use crate::domain::pingid::assertions::Assertions;
use crate::domain::pingid::directory::Directory;
use crate::domain::pingid::fido::FidoPairings;
use crate::domain::pingid::jobs::Jobs;
use crate::domain::pingid::pairing::Pairings;
use crate::domain::pingid::policies::Policies;
use crate::domain::pingid::ppm_pairing::BrowserPairings;
use crate::domain::pingid::reply_form::ReplyForm;
use crate::domain::pingid::report::Reports;
use crate::domain::pingid::sessions::Sessions;
use crate::domain::pingid::tokens::Tokens;

/// What PingID remembers.
pub(crate) struct PingIdState {
    pub(crate) account: PingIdAccount,
    pub(crate) form: ReplyForm,
    pub(crate) directory: Directory,
    pub(crate) pairings: Pairings,
    pub(crate) fido: FidoPairings,
    pub(crate) tokens: Tokens,
    pub(crate) jobs: Jobs,
    pub(crate) reports: Reports,
    /// In the order in which they were added.
    pub(crate) applications: Vec<Application>,
    pub(crate) policies: Policies,
    pub(crate) sessions: Sessions,
    pub(crate) assertions: Assertions,
    pub(crate) browser_pairings: BrowserPairings,
}

impl PingIdState {
    pub(crate) fn seeded(random: &mut Random, kept: Kept) -> Self {
        Self {
            account: PingIdAccount::seeded(random),
            form: ReplyForm::default(),
            directory: Directory::new(),
            pairings: Pairings::new(kept),
            fido: FidoPairings::new(kept),
            tokens: Tokens::new(kept),
            jobs: Jobs::new(kept),
            reports: Reports::default(),
            applications: Vec::new(),
            policies: Policies::new(),
            sessions: Sessions::new(kept),
            assertions: Assertions::new(kept),
            browser_pairings: BrowserPairings::new(kept),
        }
    }

    /// Lets what has expired expire.
    pub(crate) fn settle(&mut self, now: Timestamp) {
        self.directory.settle(now);
        self.pairings.settle(now);
        self.fido.settle(now);
        self.tokens.settle(now);
        self.sessions.settle(&mut self.directory, now);
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
