//! Of workers: the roles that they come with, and who reads their secrets.

use crate::{
    dispatch::{
        catalogue::{Call, Handler},
        tables::{self, with_store},
        verb::Verb,
    },
    domain::platform::{
        applications::APPLICATIONS,
        roles::{held, plant_role},
    },
    store::schema::{Member, flag},
    wire::response::{Answer, insufficient_permissions, not_found},
    world::context::Context,
};

pub(super) fn routes() -> Vec<(&'static str, Handler)> {
    vec![
        ("platform.create_application", create_application),
        ("platform.read_application_secret", read_application_secret),
    ]
}

/// A worker gets the roles of who creates it, if that is wanted.
fn create_application(context: &mut Context<'_>, call: &Call<'_>) -> Answer {
    const MORE: &[Member] = &[flag("assignActorRoles")];
    let (id, more) = tables::create(context, call, &APPLICATIONS, MORE, |_, _, _| {})?;
    let row = context.env.store.require(&APPLICATIONS, "", &id)?;
    if more.flag("assignActorRoles") == Some(true) && row.text("type") == Some("WORKER") {
        let now = context.now();
        for role in context.roles.iter().flatten() {
            plant_role(&mut context.env.store, &id, role, now);
        }
    }
    tables::created(context, call, &APPLICATIONS, &id)
}

/// Who reads the secret of a worker has all that it may do. What was just created has none yet.
fn read_application_secret(context: &mut Context<'_>, call: &Call<'_>) -> Answer {
    let id = call.param("applicationID");
    if context.shared.is_fresh(id) {
        return Err(not_found());
    }
    let has_all = with_store(context, call, |store, asked| {
        Ok(held(store, id).iter().all(|role| asked.caller.may_assign(role)))
    })?;
    if !has_all {
        return Err(insufficient_permissions());
    }
    tables::answer(context, call, Verb::ReadSecret, &APPLICATIONS)
}
