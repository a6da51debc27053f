//! Users.

use serde_json::{Map, Value, json};

use super::{
    User,
    organizations::{filtered, population_reference},
    user_rules::merge,
};
use crate::{
    context::Context,
    hal::{links, page},
    response::{Answer, Detail, Response, invalid_data, not_found},
    route::{Call, Handler},
    scim::{Attribute, Op},
};

/// The largest page of users.
const PAGE_LIMIT: usize = 200;

const EQ_SW: &[Op] = &[Op::Eq, Op::Sw];

const FILTERS: &[Attribute] = &[
    ("accountId", EQ_SW),
    ("address.streetAddress", EQ_SW),
    ("address.locality", EQ_SW),
    ("address.region", EQ_SW),
    ("address.postalCode", EQ_SW),
    ("address.countryCode", EQ_SW),
    ("email", &[Op::Eq, Op::Sw, Op::Ew]),
    ("enabled", EQ_SW),
    ("endDate", EQ_SW),
    ("externalId", EQ_SW),
    ("locale", EQ_SW),
    ("mobilePhone", EQ_SW),
    ("name.formatted", EQ_SW),
    ("name.given", EQ_SW),
    ("name.middle", EQ_SW),
    ("name.family", EQ_SW),
    ("name.honorificPrefix", EQ_SW),
    ("name.honorificSuffix", EQ_SW),
    ("nickname", EQ_SW),
    ("photo.href", EQ_SW),
    ("preferredLanguage", EQ_SW),
    ("primaryPhone", EQ_SW),
    ("startDate", EQ_SW),
    ("timezone", EQ_SW),
    ("title", EQ_SW),
    ("type", EQ_SW),
    ("username", EQ_SW),
    ("population.id", &[Op::Eq]),
    ("updatedAt", &[Op::Ge, Op::Le]),
    ("memberOfGroups[id]", &[Op::Eq]),
];

pub(super) fn routes() -> Vec<(&'static str, Handler)> {
    vec![
        ("platform.create_user", create),
        ("platform.read_all_users", read_all),
        ("platform.read_one_user", read_one),
        ("platform.patch_user", patch),
        ("platform.delete_user", delete),
    ]
}

fn resource(context: &Context<'_>, user: &User) -> Value {
    let url = context.env_url(&format!("/users/{}", user.id));
    let at = |rest: &str| format!("{url}{rest}");
    let mut body = Value::from(user.profile.clone());
    body["_links"] = links([
        ("self", url.clone()),
        ("environment", context.env_url("")),
        (
            "population",
            context.env_url(&format!("/populations/{}", user.population_id)),
        ),
        ("devices", at("/devices")),
        ("roleAssignments", at("/roleAssignments")),
        ("password", at("/password")),
        ("password.reset", at("/password")),
        ("password.set", at("/password")),
        ("password.check", at("/password")),
        ("password.recover", at("/password")),
        ("linkedAccounts", at("/linkedAccounts")),
        ("account.sendVerificationCode", url.clone()),
        ("memberOfGroups", at("/memberOfGroups")),
    ]);
    body["id"] = user.id.as_str().into();
    body["environment"] = json!({ "id": context.env.id });
    body["population"] = json!({ "id": user.population_id });
    body["account"] = json!({ "canAuthenticate": true, "status": "OK" });
    body["enabled"] = true.into();
    body["identityProvider"] = json!({ "type": "PING_ONE" });
    body["lifecycle"] = json!({ "status": "ACCOUNT_OK" });
    body["mfaEnabled"] = user.mfa_enabled.into();
    body["verifyStatus"] = "NOT_INITIATED".into();
    body["createdAt"] = user.created_at.iso().into();
    body["updatedAt"] = user.updated_at.iso().into();
    body
}

/// Usernames are unique in the environment, whatever their case.
fn is_taken(context: &Context<'_>, username: &str, except: Option<&str>) -> bool {
    let username = username.to_lowercase();
    context.env.platform.users.iter().any(|user| {
        Some(user.id.as_str()) != except
            && user
                .text("username")
                .is_some_and(|taken| taken.to_lowercase() == username)
    })
}

fn check_unique(
    context: &Context<'_>,
    profile: &Map<String, Value>,
    except: Option<&str>,
    details: &mut Vec<Detail>,
) {
    let username = profile.get("username").and_then(Value::as_str);
    if username.is_some_and(|username| is_taken(context, username, except)) {
        details.push(
            Detail::new("UNIQUENESS_VIOLATION", "The value must be unique.").target("username"),
        );
    }
}

fn create(context: &mut Context<'_>, call: &Call<'_>) -> Answer {
    let body = call.request.object()?;
    let mut details = Vec::new();
    let mut profile = Map::new();
    merge(&mut profile, body, &mut details);
    check_unique(context, &profile, None, &mut details);
    if let Some(verified) = body.get("emailVerified").filter(|value| !value.is_null())
        && *verified != Value::Bool(false)
    {
        let why = "An address can be imported as verified, not created.";
        let detail = Detail::new("INVALID_VALUE", why).target("emailVerified");
        details.push(detail.inner("allowedValues", vec!["false"]));
    }
    let population_id = match body.get("population") {
        None | Some(Value::Null) => context.env.platform.population_id.clone(),
        Some(population) => match population.get("id").and_then(Value::as_str) {
            Some(id) if id == context.env.platform.population_id => id.to_owned(),
            Some(_) => {
                details.push(
                    Detail::new("INVALID_VALUE", "There is no such population.")
                        .target("population.id"),
                );
                String::new()
            }
            None => {
                details.push(
                    Detail::new("REQUIRED_VALUE", "A value is required.").target("population.id"),
                );
                String::new()
            }
        },
    };
    let mfa_enabled = match body.get("mfaEnabled") {
        None | Some(Value::Null) => false,
        Some(Value::Bool(enabled)) => *enabled,
        Some(_) => {
            details.push(
                Detail::new("INVALID_VALUE", "The value must be a boolean.").target("mfaEnabled"),
            );
            false
        }
    };
    if !details.is_empty() {
        return Err(invalid_data(details));
    }
    let now = context.now();
    let id = context.uuid();
    context.env.platform.last_user += 1;
    let user = User {
        sequence: context.env.platform.last_user,
        id,
        population_id,
        mfa_enabled,
        profile,
        created_at: now,
        updated_at: now,
    };
    let body = resource(context, &user);
    context.env.platform.users.push(user);
    Ok(Response::created(&body))
}

fn read_all(context: &mut Context<'_>, call: &Call<'_>) -> Answer {
    let users = context
        .env
        .platform
        .users
        .iter()
        .map(|user| (user.sequence, resource(context, user)))
        .collect();
    let users = filtered(call, FILTERS, users)?;
    let body = page(
        &context.shared.base_url,
        call.request,
        "users",
        Some(PAGE_LIMIT),
        users,
    )?;
    Ok(Response::hal(200, &body))
}

fn read_one(context: &mut Context<'_>, call: &Call<'_>) -> Answer {
    let user = context.require_user(call.param("userID"))?;
    let mut body = resource(context, user);
    // The documentation's table and its sample spell it differently.
    if matches!(
        call.request.query("expand"),
        Some("population" | "populations")
    ) {
        let population = population_reference(context, &user.population_id);
        body["_embedded"] = json!({ "population": population });
    }
    // There are no groups here, so nobody is in one.
    if let Some(include @ ("memberOfGroupIDs" | "memberOfGroupNames")) =
        call.request.query("include")
    {
        body[include] = json!([]);
    }
    Ok(Response::hal(200, &body))
}

fn patch(context: &mut Context<'_>, call: &Call<'_>) -> Answer {
    let id = call.param("userID");
    let mut profile = context.require_user(id)?.profile.clone();
    let mut details = Vec::new();
    merge(&mut profile, call.request.object()?, &mut details);
    check_unique(context, &profile, Some(id), &mut details);
    if !details.is_empty() {
        return Err(invalid_data(details));
    }
    let now = context.now();
    let user = context.env.platform.user_mut(id).ok_or_else(not_found)?;
    user.profile = profile;
    user.updated_at = now;
    let user = context.require_user(id)?;
    Ok(Response::hal(200, &resource(context, user)))
}

fn delete(context: &mut Context<'_>, call: &Call<'_>) -> Answer {
    context.delete_user(call.param("userID"))?;
    Ok(Response::empty(204))
}
