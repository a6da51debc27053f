//! The migration of device authentication policies to FIDO2, which all of them have.

use crate::{
    dispatch::{
        catalogue::{Call, Handler},
        tables::with_store,
    },
    domain::mfa::{fido_policies::FIDO_POLICIES, policies::POLICIES},
    service::mfa::policy::invalid,
    store::{
        Query,
        schema::{Kind, Member, list, text},
    },
    wire::response::{Answer, Response},
    world::context::Context,
};

const ONE: &[Member] =
    &[text("deviceAuthenticationPolicyId", 1, 256).required(), text("fido2PolicyId", 1, 256)];
const MEMBERS: &[Member] = &[list("migrationData", &Kind::Object(ONE), 0, 1000)];

pub(super) fn routes() -> Vec<(&'static str, Handler)> {
    vec![("mfa.migrate_device_authentication_policies", migrate)]
}

/// Nothing is left to migrate; what is named has to be there.
fn migrate(context: &mut Context<'_>, call: &Call<'_>) -> Answer {
    let body = context.body(call, MEMBERS)?;
    let named = body.get("migrationData").and_then(|list| list.as_array());
    for (at, one) in named.into_iter().flatten().enumerate() {
        for (member, table) in
            [("deviceAuthenticationPolicyId", &POLICIES), ("fido2PolicyId", &FIDO_POLICIES)]
        {
            let id = one[member].as_str();
            if id.is_some_and(|id| context.env.store.row(table, "", id).is_none()) {
                let target = format!("migrationData[{at}].{member}");
                return Err(invalid(&target, "There is no such policy."));
            }
        }
    }
    with_store(context, call, |store, asked| {
        let query = Query::of(call.request, &POLICIES)?;
        Ok(Response::hal(200, &store.list(&POLICIES, "", &query, asked)?))
    })
}
