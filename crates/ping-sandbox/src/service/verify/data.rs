//! The operations on metadata and verified data.

use serde_json::{Value, json};

use crate::{
    dispatch::catalogue::{Call, Handler},
    store::{
        Sent,
        schema::{Member, choice, int, object, text},
    },
    wire::{
        hal::invalid_parameters,
        response::{Answer, Detail, Failure, Response, not_found, request_failed},
    },
    world::context::Context,
};
use crate::{
    domain::verify::{
        picture,
        record::{self, Record},
        transaction::Transaction,
    },
    service::verify::access::{enter, find, find_mut},
};

/// The types that verified data can be asked for by.
const DATA_TYPES: [&str; 15] = [
    "GOVERNMENT_ID",
    "BARCODE",
    "FRONT_IMAGE",
    "BACK_IMAGE",
    "SELFIE",
    "CROPPED_SIGNATURE",
    "CROPPED_DOCUMENT",
    "CROPPED_PORTRAIT",
    "VOICE_SAMPLE",
    "VOICE_INPUT",
    "END_USER_CLIENT",
    "BIOGRAPHIC_MATCH",
    "EMAIL",
    "PHONE",
    "DATA_BASED_IDENTITY_VERIFICATION",
];

pub(super) fn routes() -> Vec<(&'static str, Handler)> {
    vec![
        ("verify.read_all_verification_metadata", read_all_metadata),
        ("verify.read_one_verification_metadata", read_one_metadata),
        ("verify.read_all_user_verified_data", read_all_data),
        ("verify.read_user_verified_data_by_type", read_all_data),
        ("verify.read_one_user_verified_data", read_one_data),
        ("verify.update_verified_data_portrait_background", replace_background),
    ]
}

fn read_all_metadata(context: &mut Context<'_>, call: &Call<'_>) -> Answer {
    let (_, now) = enter(context, call)?;
    let environment = context.env_url("");
    let transaction = find(context, call)?;
    let list_url = format!("{}/metaData", transaction.url(&environment));
    let (latest, earlier) = record::latest(transaction.metadata(now));
    let mut body = json!({
        "_links": links(&list_url, transaction, &environment),
        "size": latest.len(),
        "_embedded": { "metaData": entries(&latest, &list_url, true) },
    });
    if !earlier.is_empty() {
        // Beside `_embedded` here, inside it for verified data.
        body["previousAttempts"] = entries(&earlier, &list_url, true).into();
    }
    Ok(Response::hal(200, &body))
}

fn read_one_metadata(context: &mut Context<'_>, call: &Call<'_>) -> Answer {
    let (_, now) = enter(context, call)?;
    let environment = context.env_url("");
    let transaction = find(context, call)?;
    let list_url = format!("{}/metaData", transaction.url(&environment));
    let record = by_id(transaction.metadata(now), call.param("metaDataID"))?;
    Ok(Response::hal(200, &record.json(&list_url, true)))
}

/// Without `type` a list of what there is, with it the whole of what was asked for.
fn read_all_data(context: &mut Context<'_>, call: &Call<'_>) -> Answer {
    let (_, now) = enter(context, call)?;
    let query = Sent::query(call.request, QUERY)?;
    let environment = context.env_url("");
    let transaction = find(context, call)?;
    let types = query.find_text("type").map(data_types).transpose()?;
    let attempt = query.text("attempt");
    let number = attempt.parse::<u64>().ok();
    let list_url = format!("{}/verifiedData", transaction.url(&environment));
    let wanted: Vec<Record> = transaction
        .data(now)
        .iter()
        .filter(|record| types.as_ref().is_none_or(|types| types.contains(&record.kind)))
        .filter(|record| number.is_none_or(|number| record.attempt_number() == number))
        .cloned()
        .collect();
    let (latest, earlier) = record::latest(&wanted);
    let full = types.is_some();
    let mut body = json!({
        "_links": links(&list_url, transaction, &environment),
        "size": latest.len(),
        "_embedded": { "verifiedData": entries(&latest, &list_url, full) },
    });
    if !earlier.is_empty() && attempt == "ALL" {
        body["_embedded"]["previousAttempts"] = entries(&earlier, &list_url, full).into();
    }
    Ok(Response::hal(200, &body))
}

fn read_one_data(context: &mut Context<'_>, call: &Call<'_>) -> Answer {
    let (_, now) = enter(context, call)?;
    let environment = context.env_url("");
    let transaction = find(context, call)?;
    let list_url = format!("{}/verifiedData", transaction.url(&environment));
    let record = by_id(transaction.data(now), call.param("verifiedDataID"))?;
    let mut body = record.json(&list_url, true);
    body["_links"] = links(&format!("{list_url}/{}", record.id), transaction, &environment);
    Ok(Response::hal(200, &body))
}

/// What verified data is asked for by.
const QUERY: &[Member] = &[
    text("type", 1, 1000),
    choice("attempt", &["ALL", "LATEST", "1", "2", "3", "4"]).default(r#""ALL""#),
];

fn data_types(text: &str) -> Result<Vec<&'static str>, Failure> {
    let known = |name: &str| DATA_TYPES.into_iter().find(|known| known.eq_ignore_ascii_case(name));
    let types: Option<Vec<_>> = text.split(',').map(known).collect();
    types.ok_or_else(|| invalid_parameters([Detail::not_among(&DATA_TYPES).target("type")]))
}

/// Another background for the selfie of a verified person.
fn replace_background(context: &mut Context<'_>, call: &Call<'_>) -> Answer {
    let (_, now) = enter(context, call)?;
    let environment = context.env_url("");
    let body = context.body(call, BACKGROUND)?;
    let color = |name: &str| body.number::<u8>(&format!("backgroundColor.{name}"));
    let [red, green, blue] = ["red", "green", "blue"].map(|name| color(name).unwrap_or_default());
    let transaction = find_mut(context, call)?;
    let url = transaction.url(&environment);
    if !transaction.is_verified() {
        return Err(request_failed("The user has not been verified."));
    }
    let record = transaction
        .data_mut(now)
        .iter_mut()
        .find(|record| record.id == call.param("selfieID") && record.kind == "SELFIE")
        .ok_or_else(not_found)?;
    let shows = format!("selfie in front of rgb({red}, {green}, {blue})");
    record.set_data(picture::data(&shows, 170));
    let body = record.json(&format!("{url}/verifiedData"), true);
    context.audit(call, "VERIFIED_DATA", "UPDATED", call.param("selfieID"))?;
    Ok(Response::hal(200, &body))
}

const fn part(name: &'static str, from: i64, to: i64) -> Member {
    int(name, from, to).required()
}

const BACKGROUND: &[Member] = &[
    object("backgroundColor", &[part("red", 0, 255), part("green", 0, 255), part("blue", 0, 255)])
        .required(),
    object("aspectRatio", &[part("aspectHeight", 1, 1000), part("aspectWidth", 1, 1000)])
        .required(),
];

fn by_id<'a>(records: &'a [Record], id: &str) -> Result<&'a Record, Failure> {
    records.iter().find(|record| record.id == id).ok_or_else(not_found)
}

fn entries(records: &[&Record], list_url: &str, with_data: bool) -> Vec<Value> {
    records.iter().map(|record| record.json(list_url, with_data)).collect()
}

fn links(self_url: &str, transaction: &Transaction, environment_url: &str) -> Value {
    let user = format!("{environment_url}/users/{}", transaction.user_id);
    json!({
        "self": { "href": self_url },
        "environment": { "href": environment_url },
        "user": { "href": user },
        "verifyTransaction": { "href": transaction.url(environment_url) },
    })
}
