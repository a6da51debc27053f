//! The token endpoint of the authorization server, and the tokens that it gave out.

use crate::domain::oauth::*;

use base64::{Engine as _, engine::general_purpose::STANDARD};
use http::header;
use serde_json::json;

use crate::{
    dispatch::catalogue::{Call, Handler},
    wire::{
        request::first,
        response::{Answer, Response},
    },
    world::context::Context,
};

use crate::domain::oauth::assertion::{Expected, Verifier};

const ASSERTION_TYPE: &str = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

pub(crate) fn routes() -> Vec<(&'static str, Handler)> {
    vec![("platform.get_token", get_token)]
}

fn get_token(context: &mut Context<'_>, call: &Call<'_>) -> Answer {
    let form = call.request.form().unwrap_or_default();
    if !is_the_worker(context, call, &form) {
        return Err(unknown_client(&mut context.shared.answers));
    }
    let refuse = |context: &mut Context<'_>, error, description| {
        Err(refusal(
            &mut context.shared.answers,
            400,
            error,
            description,
        ))
    };
    match first(&form, "grant_type") {
        Some("client_credentials") => {}
        Some(_) => {
            return refuse(context, "unsupported_grant_type", "Unsupported grant type");
        }
        None => {
            return refuse(context, "invalid_request", "Missing parameter: grant_type");
        }
    }
    // A worker has roles and no scopes.
    if first(&form, "scope").is_some_and(|scope| !scope.trim().is_empty()) {
        return refuse(
            context,
            "invalid_scope",
            "Request failed: At least one scope must be granted",
        );
    }
    let now = context.now();
    let holder = Holder {
        client_id: context.env.worker.client_id.clone(),
        environment_id: context.env.id.clone(),
    };
    let tokens = &mut context.shared.tokens;
    let token = tokens.give(holder, now);
    Ok(Response::json(
        200,
        &json!({
            "access_token": token,
            "token_type": "Bearer",
            "expires_in": tokens.lifetime.as_secs(),
        }),
    )
    .header(header::CACHE_CONTROL, "no-store"))
}

/// Whether the request authenticates the environment's worker by the one method that it has.
fn is_the_worker(context: &Context<'_>, call: &Call<'_>, form: &[(String, String)]) -> bool {
    let worker = &context.env.worker;
    let authorization = call.request.header("authorization");
    let matches = |id: &str, secret: &str| id == worker.client_id && secret == worker.client_secret;
    match &worker.proof {
        Proof::Basic => {
            let decoded = authorization
                .and_then(|value| value.split_once(' '))
                .filter(|(scheme, _)| scheme.eq_ignore_ascii_case("basic"))
                .and_then(|(_, value)| STANDARD.decode(value.trim()).ok())
                .and_then(|value| String::from_utf8(value).ok());
            decoded
                .as_deref()
                .and_then(|pair| pair.split_once(':'))
                .is_some_and(|(id, secret)| matches(id, secret))
        }
        Proof::Post => {
            let pair = first(form, "client_id").zip(first(form, "client_secret"));
            authorization.is_none() && pair.is_some_and(|(id, secret)| matches(id, secret))
        }
        Proof::SecretAssertion => {
            let verifier = Verifier::Secret(worker.client_secret.clone());
            brings_assertion(context, call, form, &verifier)
        }
        #[cfg(feature = "jwt-assertions")]
        Proof::KeyAssertion(verifier) => brings_assertion(context, call, form, verifier),
    }
}

fn brings_assertion(
    context: &Context<'_>,
    call: &Call<'_>,
    form: &[(String, String)],
    verifier: &Verifier,
) -> bool {
    let client_id = &context.env.worker.client_id;
    let issuer = context.url(&format!("/{}/as", context.env.id));
    let expected = Expected {
        client_id,
        audiences: &[format!("{issuer}/token"), issuer],
        now: context.now(),
    };
    call.request.header("authorization").is_none()
        && first(form, "client_assertion_type") == Some(ASSERTION_TYPE)
        && first(form, "client_id").is_none_or(|id| id == client_id)
        && first(form, "client_assertion")
            .is_some_and(|jwt| assertion::is_good(jwt, verifier, &expected))
}
