//! What the service withdraws: samples of voices.

use crate::domain::verify::legacy::VoiceReference;
use base64::{Engine as _, engine::general_purpose::STANDARD};
use serde_json::{Value, json};

use crate::service::verify::access::enter;
use crate::{
    dispatch::catalogue::{Call, Handler},
    wire::response::{Answer, Failure, Response, not_found},
    world::context::Context,
};

pub(super) fn routes() -> Vec<(&'static str, Handler)> {
    vec![
        ("verify.read_all_reference_data", read_all),
        ("verify.read_one_reference_data", read_one),
        ("verify.delete_one_reference_data", delete),
    ]
}

fn shown(reference: &VoiceReference, context: &Context<'_>, with_data: bool) -> Value {
    let environment = context.env_url("");
    let user_id = &reference.user_id;
    let url = format!("{environment}/users/{user_id}/referenceData/{}", reference.id);
    let mut body = json!({
        "_links": { "self": { "href": url } },
        "id": reference.id,
        "environment": { "id": context.env.id },
        "user": { "id": user_id },
        "type": "VOICE",
        "createdAt": reference.created.iso(),
        "updatedAt": null,
    });
    if with_data {
        body["data"] = json!({ "voiceRecordings": [{
            "id": reference.recording_id,
            "recording": STANDARD.encode("RIFF\0\0\0\0WAVE"),
            "source": "ENROLLMENT",
        }] });
    }
    body
}

fn read_all(context: &mut Context<'_>, call: &Call<'_>) -> Answer {
    let (user_id, _) = enter(context, call)?;
    let references = context.env.verify.references.iter();
    let entries: Vec<Value> = references
        .filter(|reference| reference.user_id == user_id)
        .map(|reference| shown(reference, context, false))
        .collect();
    let url = context.env_url(&format!("/users/{user_id}/referenceData"));
    Ok(Response::hal(
        200,
        &json!({
            "_links": { "self": { "href": url } },
            "size": entries.len(),
            "_embedded": { "referenceData": entries },
        }),
    ))
}

fn position(context: &Context<'_>, call: &Call<'_>) -> Result<usize, Failure> {
    let mut references = context.env.verify.references.iter();
    let (user_id, id) = (call.param("userID"), call.param("referenceDataID"));
    references
        .position(|reference| reference.user_id == user_id && reference.id == id)
        .ok_or_else(not_found)
}

fn read_one(context: &mut Context<'_>, call: &Call<'_>) -> Answer {
    enter(context, call)?;
    let at = position(context, call)?;
    let body = shown(&context.env.verify.references[at], context, true);
    Ok(Response::hal(200, &body))
}

fn delete(context: &mut Context<'_>, call: &Call<'_>) -> Answer {
    enter(context, call)?;
    let at = position(context, call)?;
    let gone = context.env.verify.references.remove(at);
    context.audit(call, "REFERENCE_DATA", "DELETED", &gone.id)?;
    Ok(Response::empty(204))
}
