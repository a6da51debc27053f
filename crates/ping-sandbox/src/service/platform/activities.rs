//! The audit.

use serde_json::Value;

use crate::{
    dispatch::{
        catalogue::{Call, Handler},
        tables::with_store,
    },
    store::{
        AskedActivities, LIMIT, Sent,
        schema::{Member, text},
    },
    wire::response::{Answer, Failure, Response},
    world::context::Context,
};

/// How many come on a page unless the request says otherwise.
const PAGE: usize = 100;
/// The longest filter or cursor, in characters.
const LONGEST: usize = 8192;

pub(super) fn routes() -> Vec<(&'static str, Handler)> {
    vec![
        ("platform.read_all_activities", read_all),
        ("platform.query_activities", query),
        ("platform.read_one_activity", read_one),
    ]
}

fn read_all(context: &mut Context<'_>, call: &Call<'_>) -> Answer {
    let query = Sent::query(call.request, &[text("filter", 0, LONGEST), LIMIT, cursor("cursor")])?;
    page(context, call, &query, "cursor")
}

/// As [`read_all`], with all that is asked for in the body.
fn query(context: &mut Context<'_>, call: &Call<'_>) -> Answer {
    // assumes: activities-pages
    let body = context.body(call, &[text("filter", 0, LONGEST), LIMIT, cursor("offset")])?;
    page(context, call, &body, "offset")
}

const fn cursor(name: &'static str) -> Member {
    text(name, 1, LONGEST)
}

fn page(context: &mut Context<'_>, call: &Call<'_>, sent: &Sent, cursor: &str) -> Answer {
    let wanted = AskedActivities {
        filter: sent.find_text("filter"),
        limit: sent.number("limit").unwrap_or(PAGE),
        cursor: sent.find_text(cursor),
    };
    let page = with_store(context, call, |store, asked| store.list_activities(&wanted, asked));
    Ok(Response::hal(200, &page?))
}

fn read_one(context: &mut Context<'_>, call: &Call<'_>) -> Answer {
    let id = call.param("activityID");
    let found: Result<Value, Failure> =
        with_store(context, call, |store, asked| store.show_activity(id, asked));
    Ok(Response::hal(200, &found?))
}
