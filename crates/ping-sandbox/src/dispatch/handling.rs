//! What handlers have of the tables' ways: bodies are read as theirs, changes are audited as theirs.

use crate::{
    dispatch::{catalogue::Call, tables::with_store},
    store::{
        Change, Sent,
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

    /// Puts a change of what is no row into the audit: of `DEVICE` and `CREATED` the action is
    /// `DEVICE.CREATED`. The path of what changed is that of the request up to the id, or with the id
    /// at its end.
    pub(crate) fn audit(
        &mut self,
        call: &Call<'_>,
        kind: &'static str,
        verb: &str,
        id: &str,
    ) -> Result<(), Failure> {
        let path = call.request.path.trim_end_matches('/');
        let segments = path.split('/');
        let above: Vec<&str> = segments.take_while(|segment| *segment != id).collect();
        let href = self.url(&format!("{}/{id}", above.join("/")));
        let change = Change { kind, verb, id, href };
        with_store(self, call, |store, asked| {
            store.record_change(change, asked);
            Ok(())
        })
    }
}
