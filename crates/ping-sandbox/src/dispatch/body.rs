//! What handlers read of a request.

use crate::{
    dispatch::catalogue::Call,
    store::{
        Sent,
        schema::{Draft, Member},
    },
    wire::response::{Detail, Failure},
    world::context::Context,
};

impl Context<'_> {
    /// The body of a request that no table takes, as its members are declared. All that is wrong
    /// with it is in one error.
    pub(crate) fn body(&self, call: &Call<'_>, members: &[Member]) -> Result<Sent, Failure> {
        self.checked_body(call, members, |_, _| {})
    }

    /// As [`Context::body`], where `check` finds what no member shows alone, as the hook of a table
    /// does.
    pub(crate) fn checked_body(
        &self,
        call: &Call<'_>,
        members: &[Member],
        check: impl FnOnce(&mut Draft<'_>, &mut Vec<Detail>),
    ) -> Result<Sent, Failure> {
        Sent::body(Some(&self.env.store), call.request, members, check)
    }
}
