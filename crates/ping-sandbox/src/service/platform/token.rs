//! The authorization server: tokens, what they say, and what a client has to know of them.

use crate::domain::oauth::*;

use base64::{Engine as _, engine::general_purpose::STANDARD};
use http::header;
use serde_json::json;

use crate::{
    dispatch::catalogue::{Call, Handler},
    wire::{
        request::first,
        response::{Answer, Failure, Response},
    },
    world::context::Context,
};

use crate::domain::oauth::assertion::{Expected, Verifier};

const ASSERTION_TYPE: &str = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

pub(crate) fn routes() -> Vec<(&'static str, Handler)> {
    vec![
        ("platform.get_token", get_token),
        ("platform.introspect_token", introspect_token),
        ("platform.revoke_token", revoke_token),
        ("platform.read_jwks", read_jwks),
        ("platform.read_openid_configuration", read_configuration),
    ]
}

fn get_token(context: &mut Context<'_>, call: &Call<'_>) -> Answer {
    let form = authenticated(context, call)?;
    let refuse = |context: &Context<'_>, error, description| {
        Err(refusal(&context.correlation_id, 400, error, description))
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
    let claims = json!({
        "client_id": holder.client_id,
        "iss": issuer(context),
        "aud": [context.shared.base_url],
        "env": holder.environment_id,
        "org": context.organization.id,
    });
    let tokens = &mut context.shared.tokens;
    let token = tokens.give(holder, claims, now);
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

/// What a token of this environment says, as long as it is good.
// assumes: introspection
fn introspect_token(context: &mut Context<'_>, call: &Call<'_>) -> Answer {
    let form = authenticated(context, call)?;
    let token = presented_token(context, &form)?;
    let holder = context.shared.tokens.holder(token, context.now());
    let claims = holder
        .filter(|holder| holder.environment_id == context.env.id)
        .and_then(|_| access_token::claims(token));
    let mut body = json!({ "active": claims.is_some() });
    if let (Some(claims), Some(body)) = (claims, body.as_object_mut()) {
        body.extend(claims);
        body.insert("token_type".to_owned(), "Bearer".into());
    }
    Ok(Response::json(200, &body).header(header::CACHE_CONTROL, "no-store"))
}

/// Does nothing: a token for the PingOne API, and there are no others here, cannot be revoked.
// assumes: token-revocation
fn revoke_token(context: &mut Context<'_>, call: &Call<'_>) -> Answer {
    let form = authenticated(context, call)?;
    presented_token(context, &form)?;
    Ok(Response::empty(200))
}

fn presented_token<'a>(
    context: &Context<'_>,
    form: &'a [(String, String)],
) -> Result<&'a str, Failure> {
    first(form, "token").filter(|token| !token.is_empty()).ok_or_else(|| {
        let id = &context.correlation_id;
        refusal(id, 400, "invalid_request", "Missing parameter: token")
    })
}

fn read_jwks(_: &mut Context<'_>, _: &Call<'_>) -> Answer {
    Ok(Response::json(200, &access_token::key_set()))
}

/// The metadata, those of endpoints that are not emulated among them, as clients expect them.
// assumes: openid-configuration
fn read_configuration(context: &mut Context<'_>, _: &Call<'_>) -> Answer {
    let issuer = issuer(context);
    let at = |name: &str| format!("{issuer}/{name}");
    let methods =
        ["client_secret_basic", "client_secret_post", "client_secret_jwt", "private_key_jwt"];
    let body = json!({
        "issuer": issuer,
        "authorization_endpoint": at("authorize"),
        "pushed_authorization_request_endpoint": at("par"),
        "token_endpoint": at("token"),
        "userinfo_endpoint": at("userinfo"),
        "jwks_uri": at("jwks"),
        "end_session_endpoint": at("signoff"),
        "introspection_endpoint": at("introspect"),
        "revocation_endpoint": at("revoke"),
        "device_authorization_endpoint": at("device_authorization"),
        "scopes_supported": ["openid", "profile", "email", "address", "phone", "offline_access"],
        "response_types_supported": [
            "code", "id_token", "token id_token", "code id_token", "code token",
            "code token id_token",
        ],
        "grant_types_supported": [
            "authorization_code", "implicit", "client_credentials", "refresh_token",
            "urn:ietf:params:oauth:grant-type:device_code",
        ],
        "subject_types_supported": ["public"],
        "id_token_signing_alg_values_supported": ["RS256"],
        "token_endpoint_auth_methods_supported": methods,
        "token_endpoint_auth_signing_alg_values_supported":
            ["HS256", "HS384", "HS512", "RS256", "RS384", "RS512", "ES256", "ES384"],
        "introspection_endpoint_auth_methods_supported": methods,
        "revocation_endpoint_auth_methods_supported": methods,
    });
    Ok(Response::json(200, &body))
}

fn issuer(context: &Context<'_>) -> String {
    context.url(&format!("/{}/as", context.env.id))
}

/// The form of a request that authenticates the worker.
fn authenticated(context: &Context<'_>, call: &Call<'_>) -> Result<Vec<(String, String)>, Failure> {
    let form = call.request.form().unwrap_or_default();
    if is_the_worker(context, call, &form) {
        Ok(form)
    } else {
        Err(unknown_client(&context.correlation_id))
    }
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
    let issuer = issuer(context);
    let here = context.url(&call.request.path);
    let expected = Expected {
        client_id,
        audiences: &[format!("{issuer}/token"), issuer, here],
        now: context.now(),
    };
    call.request.header("authorization").is_none()
        && first(form, "client_assertion_type") == Some(ASSERTION_TYPE)
        && first(form, "client_id").is_none_or(|id| id == client_id)
        && first(form, "client_assertion")
            .is_some_and(|jwt| assertion::is_good(jwt, verifier, &expected))
}
