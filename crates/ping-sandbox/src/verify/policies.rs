//! The operations on verify policies.

use serde_json::{Value, json};

use super::{access::enter_environment, policy::Policy};
use crate::{
    context::Context,
    response::{Answer, ApiError, Detail, Failure, Response, invalid_data, not_found},
    route::{Call, Handler},
    scim::{Attribute, Filter, Op},
};

/// What policies can be filtered by.
const FILTER: &[Attribute] = &[("name", &[Op::Eq, Op::Ne, Op::Co, Op::Sw, Op::Ew, Op::Pr])];

pub(super) fn routes() -> Vec<(&'static str, Handler)> {
    vec![
        ("verify.create_verify_policy", create),
        ("verify.read_all_verify_policies", read_all),
        ("verify.read_one_verify_policy", read_one),
        ("verify.update_verify_policy", update),
        ("verify.delete_verify_policy", delete),
    ]
}

fn create(context: &mut Context<'_>, call: &Call<'_>) -> Answer {
    let now = enter_environment(context)?;
    let id = context.uuid();
    let aamva = context.organization.allows_aamva();
    let policy =
        Policy::parse(call.request.object()?, aamva, id.clone(), now, now).map_err(invalid_data)?;
    let body = policy.json(&context.env_url(""));
    let is_default = policy.is_default();
    context.env.verify.policies.push(policy);
    if is_default {
        make_default(context, &id);
    }
    Ok(Response::created(&body))
}

/// Exactly one policy is the default.
fn make_default(context: &mut Context<'_>, id: &str) {
    for policy in &mut context.env.verify.policies {
        let is_default = policy.id() == id;
        policy.set_default(is_default);
    }
}

fn read_all(context: &mut Context<'_>, call: &Call<'_>) -> Answer {
    enter_environment(context)?;
    let environment = context.env_url("");
    let policies = context.env.verify.policies.iter();
    let mut policies: Vec<Value> = policies.map(|policy| policy.json(&environment)).collect();
    if let Some(text) = call.request.query("filter") {
        let filter = Filter::parse(text, FILTER)?;
        if has_logic(text) {
            return Err(logic_refused());
        }
        policies.retain(|policy| filter.matches(policy));
    }
    Ok(Response::hal(
        200,
        &json!({
            "_links": { "self": { "href": format!("{environment}/verifyPolicies") } },
            "size": policies.len(),
            "_embedded": { "verifyPolicies": policies },
        }),
    ))
}

/// Whether a filter that is known to parse joins several tests: what is outside of its quoted
/// texts has more than one attribute, operator and value, or brackets.
fn has_logic(filter: &str) -> bool {
    let mut outside = String::new();
    let (mut quoted, mut escaped) = (false, false);
    for c in filter.chars() {
        match c {
            '"' if !escaped => quoted = !quoted,
            _ if !quoted => outside.push(c),
            _ => {}
        }
        escaped = c == '\\' && !escaped;
    }
    let words = outside.to_ascii_lowercase();
    let words: Vec<&str> = words.split_whitespace().collect();
    outside.contains('(') || words.contains(&"and") || words.contains(&"or")
}

fn logic_refused() -> Failure {
    ApiError::new(
        400,
        "INVALID_REQUEST",
        "The request could not be completed. The filter is not valid.",
    )
    .detail(
        Detail::new(
            "INVALID_FILTER",
            "Logical operators are not supported in the filter.",
        )
        .target("filter")
        .inner(
            "supportedOperators",
            vec!["eq", "ne", "co", "sw", "ew", "pr"],
        ),
    )
    .into()
}

fn position(context: &Context<'_>, call: &Call<'_>) -> Result<usize, Failure> {
    let mut policies = context.env.verify.policies.iter();
    policies
        .position(|policy| policy.id() == call.param("verifyPolicyID"))
        .ok_or_else(not_found)
}

fn read_one(context: &mut Context<'_>, call: &Call<'_>) -> Answer {
    enter_environment(context)?;
    let at = position(context, call)?;
    let body = context.env.verify.policies[at].json(&context.env_url(""));
    Ok(Response::hal(200, &body))
}

fn update(context: &mut Context<'_>, call: &Call<'_>) -> Answer {
    let now = enter_environment(context)?;
    let at = position(context, call)?;
    let before = &context.env.verify.policies[at];
    let (id, created) = (before.id().to_owned(), before.created().unwrap_or(now));
    let was_default = before.is_default();
    let body = call.request.object()?;
    let aamva = context.organization.allows_aamva();
    let mut policy = Policy::parse(body, aamva, id.clone(), created, now).map_err(invalid_data)?;
    if was_default && body.get("default") == Some(&Value::Bool(false)) {
        return Err(constraint(
            "default",
            "The default policy stays the default until another one becomes it.",
        ));
    }
    let is_default = was_default || policy.is_default();
    policy.set_default(is_default);
    let answer = policy.json(&context.env_url(""));
    context.env.verify.policies[at] = policy;
    if is_default {
        make_default(context, &id);
    }
    Ok(Response::hal(200, &answer))
}

fn delete(context: &mut Context<'_>, call: &Call<'_>) -> Answer {
    enter_environment(context)?;
    let at = position(context, call)?;
    if context.env.verify.policies[at].is_default() {
        return Err(constraint("default", "cannot delete default policy"));
    }
    context.env.verify.policies.remove(at);
    Ok(Response::empty(204))
}

fn constraint(target: &str, why: &str) -> Failure {
    invalid_data([Detail::new("CONSTRAINT_VIOLATION", why).target(target)])
}
