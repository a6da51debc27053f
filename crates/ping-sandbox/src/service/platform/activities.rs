//! The audit.

use serde_json::Value;

use crate::{
    dispatch::{
        catalogue::{Call, Handler},
        tables::with_store,
    },
    store::AskedActivities,
    wire::{
        hal,
        response::{Answer, Failure, Response},
    },
    world::context::Context,
};

/// How many come on a page unless the request says otherwise.
const PAGE: usize = 100;

pub(super) fn routes() -> Vec<(&'static str, Handler)> {
    vec![
        ("platform.read_all_activities", read_all),
        ("platform.query_activities", query),
        ("platform.read_one_activity", read_one),
    ]
}

fn read_all(context: &mut Context<'_>, call: &Call<'_>) -> Answer {
    let request = call.request;
    let wanted = AskedActivities {
        filter: request.query("filter"),
        limit: hal::limit(request)?.unwrap_or(PAGE),
        cursor: request.query("cursor"),
    };
    page(context, call, &wanted)
}

/// As [`read_all`], with all that is asked for in the body.
fn query(context: &mut Context<'_>, call: &Call<'_>) -> Answer {
    let body = call.request.object()?;
    let text = |name: &str| body.get(name).and_then(Value::as_str);
    let limit = body.get("limit").and_then(Value::as_u64);
    let wanted = AskedActivities {
        filter: text("filter"),
        limit: limit.map_or(PAGE, |limit| usize::try_from(limit).unwrap_or(PAGE)),
        // assumes: activities-pages
        cursor: text("offset"),
    };
    page(context, call, &wanted)
}

fn page(context: &mut Context<'_>, call: &Call<'_>, wanted: &AskedActivities<'_>) -> Answer {
    let page = with_store(context, call, |store, asked| store.list_activities(wanted, asked));
    Ok(Response::hal(200, &page?))
}

fn read_one(context: &mut Context<'_>, call: &Call<'_>) -> Answer {
    let id = call.param("activityID");
    let found: Result<Value, Failure> =
        with_store(context, call, |store, asked| store.show_activity(id, asked));
    Ok(Response::hal(200, &found?))
}
