//! What the service withdraws: samples of voices, and the status that is set by hand.

use base64::{Engine as _, engine::general_purpose::STANDARD};
use serde_json::{Value, json};

use super::{access::enter, fields::Fields};
use crate::{
    random::Random,
    response::{Answer, Failure, Response, invalid_data, not_found},
    route::{Call, Handler},
    state::State,
    timestamp::Timestamp,
};

pub(super) fn routes() -> Vec<(&'static str, Handler)> {
    vec![
        ("verify.read_all_reference_data", read_all),
        ("verify.read_one_reference_data", read_one),
        ("verify.delete_one_reference_data", delete),
        ("verify.read_user_verification_status", read_status),
        ("verify.update_user_verification_status", update_status),
    ]
}

/// A sample of a user's voice.
pub(super) struct VoiceReference {
    pub(super) id: String,
    pub(super) user_id: String,
    recording_id: String,
    created: Timestamp,
}

impl VoiceReference {
    pub(super) fn new(user_id: &str, now: Timestamp, random: &mut Random) -> Self {
        Self {
            id: random.uuid(),
            user_id: user_id.to_owned(),
            recording_id: random.uuid(),
            created: now,
        }
    }

    fn json(&self, state: &State, with_data: bool) -> Value {
        let environment = state.environment_url("");
        let user_id = &self.user_id;
        let url = format!("{environment}/users/{user_id}/referenceData/{}", self.id);
        let mut body = json!({
            "_links": { "self": { "href": url } },
            "id": self.id,
            "environment": { "id": state.platform.environment_id },
            "user": { "id": user_id },
            "type": "VOICE",
            "createdAt": self.created.iso(),
            "updatedAt": null,
        });
        if with_data {
            body["data"] = json!({ "voiceRecordings": [{
                "id": self.recording_id,
                "recording": STANDARD.encode("RIFF\0\0\0\0WAVE"),
                "source": "ENROLLMENT",
            }] });
        }
        body
    }
}

fn read_all(state: &mut State, call: &Call<'_>) -> Answer {
    let (user_id, _) = enter(state, call)?;
    let references = state.verify.references.iter();
    let entries: Vec<Value> = references
        .filter(|reference| reference.user_id == user_id)
        .map(|reference| reference.json(state, false))
        .collect();
    let url = state.environment_url(&format!("/users/{user_id}/referenceData"));
    Ok(Response::hal(
        200,
        &json!({
            "_links": { "self": { "href": url } },
            "size": entries.len(),
            "_embedded": { "referenceData": entries },
        }),
    ))
}

fn position(state: &State, call: &Call<'_>) -> Result<usize, Failure> {
    let mut references = state.verify.references.iter();
    let (user_id, id) = (call.param("userID"), call.param("referenceDataID"));
    references
        .position(|reference| reference.user_id == user_id && reference.id == id)
        .ok_or_else(not_found)
}

fn read_one(state: &mut State, call: &Call<'_>) -> Answer {
    enter(state, call)?;
    let at = position(state, call)?;
    let body = state.verify.references[at].json(state, true);
    Ok(Response::hal(200, &body))
}

fn delete(state: &mut State, call: &Call<'_>) -> Answer {
    enter(state, call)?;
    let at = position(state, call)?;
    state.verify.references.remove(at);
    Ok(Response::empty(204))
}

fn status(state: &State, user_id: &str) -> Response {
    let status = state.verify.statuses.get(user_id).copied();
    let user = state.environment_url(&format!("/users/{user_id}"));
    Response::hal(
        200,
        &json!({
            "_links": {
                "self": { "href": format!("{user}/verifyStatus") },
                "user": { "href": user },
            },
            "verifyStatus": status.unwrap_or("NOT_INITIATED"),
        }),
    )
}

fn read_status(state: &mut State, call: &Call<'_>) -> Answer {
    let (user_id, _) = enter(state, call)?;
    Ok(status(state, user_id))
}

/// The value is kept and has no effect.
fn update_status(state: &mut State, call: &Call<'_>) -> Answer {
    const STATES: [&str; 3] = ["NOT_INITIATED", "ENABLED", "DISABLED"];
    let (user_id, _) = enter(state, call)?;
    let mut wrong = Vec::new();
    let mut fields = Fields::of(call.request.object()?, &mut wrong);
    fields.require("verifyStatus");
    let wanted = fields.choice("verifyStatus", &STATES);
    let known = STATES.into_iter().find(|name| Some(*name) == wanted);
    let Some(known) = known else {
        return Err(invalid_data(wrong));
    };
    state.verify.statuses.insert(user_id.to_owned(), known);
    Ok(status(state, user_id))
}
