//! Checks of an identity outside of a transaction.

use serde_json::{Map, Value, json};

use crate::{
    dispatch::catalogue::{Call, Handler},
    store::{
        Characters, Entry,
        schema::{Draft, Kind, Member, each, list, text},
    },
    wire::response::{Answer, Detail, Response},
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

const RECORD: &[Member] = &[
    each("probe", &Kind::Text { min: 1, max: usize::MAX, of: Characters::Any }).required(),
    each("gallery", CANDIDATE).required(),
];
const CANDIDATE: &Kind = &Kind::Object(&[
    text("value", 1, usize::MAX),
    list("options", &Kind::LINE, 1, 1000),
    text("expression", 1, 1024),
]);

/// Whatever is probed needs exactly one thing to compare it with.
fn check_record(draft: &mut Draft<'_>, wrong: &mut Vec<Detail>) {
    let Some(probe) = draft.new.get("probe") else {
        return;
    };
    let probed: Vec<&str> =
        IDENTIFIERS.into_iter().filter(|name| probe.get(name).is_some()).collect();
    if probed.is_empty() {
        let why = "At least one datum is needed.";
        wrong.push(Detail::new("REQUIRED_VALUE", why).target("probe"));
    }
    let Some(gallery) = draft.new.get("gallery") else {
        return;
    };
    for name in probed {
        let target = format!("gallery.{name}");
        match gallery.get(name).and_then(Value::as_object) {
            None => wrong.push(Detail::required().target(target)),
            Some(one) if one.len() != 1 => {
                let why = "One of value, options and expression is needed.";
                wrong.push(Detail::invalid(why).target(format!("{target}.value")));
            }
            Some(_) => {}
        }
    }
}

fn match_record(context: &mut Context<'_>, call: &Call<'_>) -> Answer {
    let (user_id, _) = enter(context, call)?;
    let body = context.checked_body(call, RECORD, check_record)?;
    let user = context.require_user(user_id)?;
    let gallery = body.get("gallery").unwrap_or(&Value::Null);
    let probe = IDENTIFIERS.into_iter();
    let compared: Vec<_> = probe
        .filter_map(|name| Some((name, body.find_text(&format!("probe.{name}"))?.to_owned())))
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

const LOOKED_UP: &[Member] =
    &[each("requirements", &Kind::Object(&[text("value", 1, usize::MAX).required()])).required()];

/// What the strictest documented country wants.
fn check_requirements(draft: &mut Draft<'_>, wrong: &mut Vec<Detail>) {
    let Some(sent) = draft.sent.get("requirements").filter(|sent| sent.is_object()) else {
        return;
    };
    let has = |name: &str| sent.get(name).is_some_and(|value| !value.is_null());
    let mut missing =
        |name: &str| wrong.push(Detail::required().target(format!("requirements.{name}")));
    let named = has("name") || has("given_name") && has("family_name");
    if !named {
        missing("name");
    }
    if !has("national_id_number") && !has("birth_date") {
        missing("national_id_number");
    }
}

fn look_up(context: &mut Context<'_>, call: &Call<'_>) -> Answer {
    enter(context, call)?;
    context.checked_body(call, LOOKED_UP, check_requirements)?;
    // The one member that is documented.
    let body = json!({ "serviceResponses": Map::<String, Value>::new() });
    Ok(Response::hal(200, &body))
}
