//! Identity assurance: the claims that verifications left behind.

use serde_json::json;

use crate::service::verify::access::enter;
use crate::{
    dispatch::catalogue::{Call, Handler},
    wire::response::{Answer, Response, not_found},
    world::context::Context,
};

pub(super) fn routes() -> Vec<(&'static str, Handler)> {
    vec![
        ("verify.read_verify_identity_assurance", read),
        ("verify.delete_verify_identity_assurance", delete),
    ]
}

fn read(context: &mut Context<'_>, call: &Call<'_>) -> Answer {
    let (user_id, _) = enter(context, call)?;
    let claims = context.env.verify.claims.get(user_id).ok_or_else(not_found)?;
    let user = context.env_url(&format!("/users/{user_id}"));
    let body = json!({
        "_links": {
            "self": { "href": format!("{user}/identityAssurance") },
            "user": { "href": user },
            "environment": { "href": context.env_url("") },
        },
        "verified_claims": claims,
    });
    Ok(Response::hal(200, &body))
}

fn delete(context: &mut Context<'_>, call: &Call<'_>) -> Answer {
    let (user_id, _) = enter(context, call)?;
    context.env.verify.claims.remove(user_id).ok_or_else(not_found)?;
    context.audit(call, "IDENTITY_ASSURANCE", "DELETED", "identityAssurance")?;
    Ok(Response::empty(204))
}
