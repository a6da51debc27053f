//! What of a request can never be valid, told before anything is sent.

mod account;
mod authentications;
mod pairings;
mod users;
mod values;

use ping_transport::{Error, RequestBuilder};
use serde::Serialize;

pub(crate) use values::not_empty;

/// A request that can be wrong in a way that is known here.
pub(crate) trait Check {
    /// Fails with the name of the member that can never be valid.
    fn check(&self) -> Result<(), Error>;
}

/// A call with a body that is checked.
pub(crate) trait Checked<Req> {
    /// The body, and what is wrong with it.
    fn checked(self, body: &Req) -> Self;
}

impl<Req: Check + Serialize, Res> Checked<Req> for RequestBuilder<Req, Res> {
    fn checked(self, body: &Req) -> Self {
        self.json(body).invalid(body.check().err())
    }
}
