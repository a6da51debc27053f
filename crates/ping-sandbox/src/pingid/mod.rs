//! PingID: signed requests for users, pairing, authentication, jobs and reports.

mod account;

use crate::{random::Random, request::Request, response::Answer, route::Handler, state::State};

pub(crate) use account::Account;

/// What PingID remembers.
pub(crate) struct PingIdState {
    pub(crate) account: Account,
}

impl PingIdState {
    pub(crate) fn seeded(random: &mut Random) -> Self {
        Self {
            account: Account::seeded(random),
        }
    }
}

/// The emulated operations by their catalogue ids.
pub(crate) fn routes() -> Vec<(&'static str, Handler)> {
    Vec::new()
}

/// Answers `/sandbox/pingid/...`; `None` if there is no such control endpoint.
pub(crate) fn control(_state: &mut State, _request: &Request) -> Option<Answer> {
    None
}

/// The text of the account's properties file; `base_url` has no slash at the end.
pub(crate) fn properties_text(state: &PingIdState, base_url: &str) -> String {
    let account = &state.account;
    // A base64 text may end in equal signs, which the format wants escaped.
    let key = account.key_base64().replace('=', "\\=");
    format!(
        "use_base64_key={key}\nuse_signature=true\ntoken={}\nidp_url={base_url}/pingid\n\
         org_alias={}\nadmin_url={base_url}/pingid\nauthenticator_url={base_url}/pingid/ppm\n",
        account.token, account.org_alias
    )
}
