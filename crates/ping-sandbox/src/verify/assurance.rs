//! Identity assurance: the claims that verifications left behind.

use serde_json::json;

use super::access::enter;
use crate::{
    response::{Answer, Response, not_found},
    route::{Call, Handler},
    state::State,
};

pub(super) fn routes() -> Vec<(&'static str, Handler)> {
    vec![
        ("verify.read_verify_identity_assurance", read),
        ("verify.delete_verify_identity_assurance", delete),
    ]
}

fn read(state: &mut State, call: &Call<'_>) -> Answer {
    let (user_id, _) = enter(state, call)?;
    let claims = state.verify.claims.get(user_id).ok_or_else(not_found)?;
    let user = state.environment_url(&format!("/users/{user_id}"));
    let body = json!({
        "_links": {
            "self": { "href": format!("{user}/identityAssurance") },
            "user": { "href": user },
            "environment": { "href": state.environment_url("") },
        },
        "verified_claims": claims,
    });
    Ok(Response::hal(200, &body))
}

fn delete(state: &mut State, call: &Call<'_>) -> Answer {
    let (user_id, _) = enter(state, call)?;
    state.verify.claims.remove(user_id).ok_or_else(not_found)?;
    Ok(Response::empty(204))
}
