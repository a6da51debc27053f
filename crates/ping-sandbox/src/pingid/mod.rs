//! PingID: signed requests for users, pairing, authentication, jobs and reports.

mod account;
mod body;
mod control;
mod device;
mod directory;
mod envelope;
mod jws;
mod operations;
mod reply_form;
mod user;

use crate::random::Random;
use directory::Directory;

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
}

impl PingIdState {
    pub(crate) fn seeded(random: &mut Random) -> Self {
        Self {
            account: PingIdAccount::seeded(random),
            form: ReplyForm::default(),
            directory: Directory::new(),
        }
    }
}

/// The text of the account's properties file; `base_url` has no slash at the end.
pub(crate) fn properties_text(state: &PingIdState, base_url: &str) -> String {
    state.account.properties_text(base_url)
}
