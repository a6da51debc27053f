//! The authorization server: tokens, what they say, and what a client has to know of them.

use http::header;
use serde_json::json;

use crate::{
    dispatch::catalogue::{Call, Handler},
    domain::{
        oauth::{
            access_token,
            assertion::Assertion,
            credentials::{Credentials, Proof},
            refusal,
            scopes::granted,
            tokens::Holder,
            unknown_client,
        },
        platform::{applications::APPLICATIONS, resources::RESOURCES, roles::held},
    },
    store::{Entry, schema::Schema},
    wire::{
        request::first,
        response::{Answer, Failure, Response},
    },
    world::context::Context,
};

/// The parameters of a form.
type Form = Vec<(String, String)>;

pub(crate) fn routes() -> Vec<(&'static str, Handler)> {
    vec![
        ("platform.get_token", get_token),
        ("platform.introspect_token", introspect_token),
        ("platform.revoke_token", revoke_token),
        ("platform.read_jwks", read_jwks),
        ("platform.read_openid_configuration", read_configuration),
    ]
}

// assumes: grant-type-errors
fn get_token(context: &mut Context<'_>, call: &Call<'_>) -> Answer {
    let (form, client_id) = application(context, call)?;
    let id = context.correlation_id.clone();
    let refuse = |error, why: &str| Err(refusal(&id, 400, error, why));
    match first(&form, "grant_type") {
        Some("client_credentials") => {}
        Some(_) => return refuse("unsupported_grant_type", "Unsupported grant type"),
        None => return refuse("invalid_request", "Missing parameter: grant_type"),
    }
    let Some(application) = context.env.client(&client_id) else {
        return Err(unknown_client(&id));
    };
    if !may_act_for_itself(application) {
        return refuse("unauthorized_client", "Request denied: Unsupported grant type");
    }
    let is_worker = application.text("type") == Some("WORKER");
    let scope = first(&form, "scope").unwrap_or_default();
    let asked: Vec<&str> = scope.split_whitespace().collect();
    let mut claims = json!({
        "client_id": client_id,
        "iss": issuer(context, call),
        "aud": [context.shared.base_url],
        "env": context.env.id,
        "org": context.organization.id,
    });
    let mut body = json!({ "token_type": "Bearer" });
    let environment_id = context.env.id.clone();
    let mut holder = Holder { client_id, environment_id, resources: Vec::new() };
    let mut lifetime = context.shared.tokens.lifetime;
    // A worker has roles; what it is granted of other resources, it has to ask for.
    if !asked.is_empty() || !is_worker {
        let granted = match granted(&context.env.store, application, &asked) {
            Ok(granted) => granted,
            Err(why) => return refuse("invalid_scope", why),
        };
        claims["aud"] = granted.audiences.into();
        claims["scope"] = granted.scopes.join(" ").into();
        body["scope"] = claims["scope"].clone();
        (holder.resources, lifetime) = (granted.resources, granted.lifetime);
    } else if context.shared.roles_decide()
        && held(&context.env.store, &holder.client_id).is_empty()
    {
        // assumes: worker-without-roles
        return refuse("invalid_scope", "Request failed: At least one scope must be granted");
    }
    let token = context.shared.tokens.give(holder, claims, context.now(), lifetime);
    body["access_token"] = token.into();
    body["expires_in"] = lifetime.as_secs().into();
    Ok(Response::json(200, &body).header(header::CACHE_CONTROL, "no-store"))
}

/// Whether an application may have tokens without a user: one that anybody can pretend to be may
/// not.
fn may_act_for_itself(application: &Entry) -> bool {
    let grants = application.body["grantTypes"].as_array();
    let is_granted =
        grants.is_some_and(|grants| grants.iter().any(|it| it == "CLIENT_CREDENTIALS"));
    is_granted && application.text("tokenEndpointAuthMethod") != Some("NONE")
}

/// What a token of this environment says, as long as it is good, to an application or to the
/// resource that it is for.
// assumes: introspection
fn introspect_token(context: &mut Context<'_>, call: &Call<'_>) -> Answer {
    let (form, client) = authenticated(context, call, &[&APPLICATIONS, &RESOURCES])?;
    let token = presented_token(context, &form)?;
    let holder = context.shared.tokens.holder(token, context.now());
    let is_told = |holder: &&Holder| {
        holder.environment_id == context.env.id
            && context.env.client(&holder.client_id).is_some()
            && (client.table.name == APPLICATIONS.name || holder.resources.contains(&client.id))
    };
    let claims = holder.filter(is_told).and_then(|_| access_token::claims(token));
    let mut body = json!({ "active": claims.is_some() });
    if let (Some(claims), Some(body)) = (claims, body.as_object_mut()) {
        body.extend(claims);
        body.insert("token_type".to_owned(), "Bearer".into());
    }
    Ok(Response::json(200, &body).header(header::CACHE_CONTROL, "no-store"))
}

/// Ends a token of this application; one for the PingOne API cannot be revoked.
// assumes: token-revocation
fn revoke_token(context: &mut Context<'_>, call: &Call<'_>) -> Answer {
    let (form, client_id) = application(context, call)?;
    let token = presented_token(context, &form)?;
    let holder = context.shared.tokens.holder(token, context.now());
    if holder.is_some_and(|one| one.client_id == client_id && !one.resources.is_empty()) {
        context.shared.tokens.revoke(token);
    }
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
fn read_configuration(context: &mut Context<'_>, call: &Call<'_>) -> Answer {
    let issuer = issuer(context, call);
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

/// By the name that the request came under.
fn issuer(context: &Context<'_>, call: &Call<'_>) -> String {
    match &call.request.name {
        Some(name) if name.is_domain => format!("{}/as", name.origin),
        _ => called(context, call, &format!("/{}/as", context.env.id)),
    }
}

/// The URL of a path, by the name that the request came under.
fn called(context: &Context<'_>, call: &Call<'_>, path: &str) -> String {
    match &call.request.name {
        Some(name) => format!("{}{path}", name.origin),
        None => context.url(path),
    }
}

/// A client that proved who it is.
struct Client {
    table: &'static Schema,
    id: String,
}

/// The form of a request and the id of the application that sends it.
fn application(context: &mut Context<'_>, call: &Call<'_>) -> Result<(Form, String), Failure> {
    let (form, client) = authenticated(context, call, &[&APPLICATIONS])?;
    Ok((form, client.id))
}

/// The form of a request and who sends it: an application or resource that uses the one method
/// that it has.
fn authenticated(
    context: &mut Context<'_>,
    call: &Call<'_>,
    tables: &[&'static Schema],
) -> Result<(Form, Client), Failure> {
    let form = call.request.form().unwrap_or_default();
    let unknown = unknown_client(&context.correlation_id);
    let Some(Credentials { client_id: id, proof }) = Credentials::of(call.request, &form) else {
        return Err(unknown);
    };
    for table in tables {
        let row = if table.name == APPLICATIONS.name {
            context.env.client(&id)
        } else {
            context.env.store.row(table, "", &id)
        };
        let Some(row) = row else {
            continue;
        };
        let method = row.text("tokenEndpointAuthMethod");
        let method = method.or(row.text("introspectEndpointAuthMethod")).unwrap_or_default();
        let method = method.to_owned();
        if proves(context, call, &(table, &id), &method, &proof)? {
            return Ok((form, Client { table, id }));
        }
    }
    Err(unknown)
}

/// Whether that is a proof by that method.
fn proves(
    context: &mut Context<'_>,
    call: &Call<'_>,
    (table, id): &(&'static Schema, &str),
    method: &str,
    proof: &Proof,
) -> Result<bool, Failure> {
    let issuer = issuer(context, call);
    let own = called(context, call, &call.request.path);
    let audiences = [format!("{issuer}/token"), issuer, own];
    let now = context.now();
    let store = &mut context.env.store;
    Ok(match (method, proof) {
        ("NONE", Proof::Nothing) => true,
        ("CLIENT_SECRET_BASIC", Proof::Basic(given))
        | ("CLIENT_SECRET_POST", Proof::Post(given)) => {
            store.fits_secret(table, id, now, |secret| secret == given)
        }
        ("CLIENT_SECRET_JWT", Proof::Assertion(assertion)) => {
            assertion.claims_hold(&audiences, now)
                && store.fits_secret(table, id, now, |secret| assertion.fits_secret(secret))
        }
        ("PRIVATE_KEY_JWT", Proof::Assertion(assertion)) => {
            let keys = store.row(table, "", id).and_then(|row| row.text("jwks"));
            assertion.claims_hold(&audiences, now)
                && fits_key(&context.correlation_id, assertion, keys)?
        }
        _ => false,
    })
}

/// Whether an assertion is signed with one of the application's keys. What cannot be told is
/// refused by name.
fn fits_key(
    correlation_id: &str,
    assertion: &Assertion,
    keys: Option<&str>,
) -> Result<bool, Failure> {
    let unknown = match keys {
        None => "The sandbox does not fetch jwksUrl: give the application jwks",
        Some(keys) => match assertion.fits_key(keys) {
            Some(fits) => return Ok(fits),
            None => "The sandbox checks PRIVATE_KEY_JWT with its feature jwt-assertions alone",
        },
    };
    Err(refusal(correlation_id, 501, "not_implemented", unknown))
}
