//! Checks of an identity outside of a transaction.

use serde_json::{Map, Value, json};

use crate::{
    dispatch::catalogue::{Call, Handler},
    store::Entry,
    wire::{
        fields::Fields,
        response::{Answer, Detail, Response, invalid_data},
    },
    world::context::Context,
};
use crate::{
    domain::verify::{
        policy::IDENTIFIERS,
        providers::{scores, wanted},
    },
    service::verify::access::enter,
};

pub(super) fn routes() -> Vec<(&'static str, Handler)> {
    vec![
        ("verify.submit_identity_record_match", match_record),
        ("verify.submit_data_based_identity_verification", look_up),
    ]
}

fn match_record(context: &mut Context<'_>, call: &Call<'_>) -> Answer {
    let (user_id, _) = enter(context, call)?;
    let body = call.request.object()?;
    let mut wrong = Vec::new();
    let mut fields = Fields::of(body, &mut wrong);
    for name in ["probe", "gallery"] {
        fields.require(name);
    }
    let probe = fields.object("probe", |probe| {
        IDENTIFIERS
            .into_iter()
            .filter_map(|name| Some((name, probe.text(name)?.to_owned())))
            .collect::<Vec<_>>()
    });
    let probe = probe.unwrap_or_default();
    fields.object("gallery", |gallery| {
        for (name, _) in &probe {
            gallery.require(name);
            gallery.object(name, |entry| {
                let text = entry.text("value").is_some();
                let options = entry.texts("options").is_some();
                let expression = entry.text("expression").is_some();
                if usize::from(text) + usize::from(options) + usize::from(expression) != 1 {
                    entry.invalid("value", "One of value, options and expression is needed.");
                }
            });
        }
    });
    if wrong.is_empty() && probe.is_empty() {
        let why = "At least one datum is needed.";
        wrong.push(Detail::new("REQUIRED_VALUE", why).target("probe"));
    }
    if !wrong.is_empty() {
        return Err(invalid_data(wrong));
    }
    let user = context.require_user(user_id)?;
    let gallery = &body["gallery"];
    let compared: Vec<_> = probe
        .into_iter()
        .map(|(name, found)| {
            let mut values = wanted(&gallery[name]);
            let expression = gallery[name]["expression"].as_str();
            values.extend(expression.and_then(|text| evaluated(text, user)));
            (name, found, values)
        })
        .collect();
    Ok(Response::hal(200, &scores(&compared)))
}

/// `${user.email}` and the like: a text member of the user.
fn evaluated(expression: &str, user: &Entry) -> Option<String> {
    let inner = expression.trim().strip_prefix("${")?.strip_suffix('}')?;
    let member = inner.trim().strip_prefix("user.")?;
    user.text(member).map(str::to_owned)
}

fn look_up(context: &mut Context<'_>, call: &Call<'_>) -> Answer {
    enter(context, call)?;
    let mut wrong = Vec::new();
    let mut fields = Fields::of(call.request.object()?, &mut wrong);
    fields.require("requirements");
    fields.object("requirements", |requirements| {
        for name in requirements.names() {
            requirements.object(name, |entry| {
                entry.require("value");
                entry.text("value");
            });
        }
        // What the strictest documented country wants.
        let named = requirements.has("name")
            || requirements.has("given_name") && requirements.has("family_name");
        if !named {
            requirements.missing("name");
        }
        if !requirements.has("national_id_number") && !requirements.has("birth_date") {
            requirements.missing("national_id_number");
        }
    });
    if !wrong.is_empty() {
        return Err(invalid_data(wrong));
    }
    // The one member that is documented.
    let body = json!({ "serviceResponses": Map::<String, Value>::new() });
    Ok(Response::hal(200, &body))
}
