//! The policy that a request is about, and the error for a value that is not good.

use crate::{
    domain::mfa::rules::Policy,
    store::Sent,
    wire::response::{Detail, Failure, invalid_data},
    world::context::Context,
};

/// The policy that a body names, or the default one.
pub(super) fn policy_of<'a>(context: &'a Context<'_>, body: &Sent) -> Policy<'a> {
    let store = &context.env.store;
    let named = body.find_text("policy.id").and_then(|id| Policy::of(store, id));
    named.unwrap_or_else(|| Policy::default(store))
}

/// 400 for a member whose value is not good.
pub(super) fn invalid(target: &str, why: &str) -> Failure {
    invalid_data([Detail::invalid(why).target(target)])
}
