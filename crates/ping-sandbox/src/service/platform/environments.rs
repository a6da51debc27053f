//! Environments: made and dropped by their organization's license and rules.

use serde_json::{Map, Value, json};

use crate::{
    base::timestamp::Timestamp,
    dispatch::{
        auth,
        catalogue::{Call, Handler},
        tables::{self, with_table},
        verb::Verb,
    },
    domain::platform::{
        bill_of_materials::{BILL, check_bookmarks, completed},
        capabilities::capabilities,
        environments::{ENVIRONMENTS, STATES, TYPES, shown_bill},
        identities::DAY,
        licenses::{LICENSES, allows_production, is_in_force, most_environments},
        roles::{OF_WORKERS, Role, held, plant_role},
    },
    store::{
        Entry, Held, Sent, license_exceeded,
        schema::{Member, choice, reference},
    },
    wire::response::{
        Answer, Detail, Failure, Response, access_failed, insufficient_permissions, invalid_data,
    },
    world::context::Context,
};

/// How many days one in production waits before it can be deleted for good.
// assumes: environment-deletion
const WAITING: u32 = 30;

pub(super) fn routes() -> Vec<(&'static str, Handler)> {
    vec![
        ("platform.create_environment", create),
        ("platform.update_environment", update),
        ("platform.update_environment_type", update_type),
        ("platform.update_environment_status", update_status),
        ("platform.delete_environment", delete),
        ("platform.read_environment_capabilities", read_capabilities),
        ("platform.read_organization_capabilities", read_organization_capabilities),
        ("platform.read_bill_of_materials", read_bill),
        ("platform.update_bill_of_materials", update_bill),
    ]
}

/// Refuses what a license does not allow: more environments, unless this one counts already, or one
/// in production.
fn require_licensed(
    context: &Context<'_>,
    license: Option<&str>,
    kind: Option<&str>,
    own: &str,
) -> Result<(), Failure> {
    let store = &context.organization.store;
    let Some(license) = license.and_then(|id| store.row(&LICENSES, "", id)) else {
        return Ok(());
    };
    let others = store.rows(&ENVIRONMENTS, "").filter(|one| one.id() != own);
    let used = others.filter(|one| one.reference("license") == Some(license.id())).count();
    if let Some(most) = most_environments(license).filter(|most| used as u64 >= *most) {
        return Err(license_exceeded(most).into());
    }
    if kind == Some("PRODUCTION") && !allows_production(license) {
        let why = "The license does not allow environments in production.";
        return Err(access_failed(Detail::new("LICENSE_EXCEEDED", why)).into());
    }
    Ok(())
}

/// The row of the environment of the path.
fn row<'a>(context: &'a Context<'_>) -> Result<&'a Value, Failure> {
    let row = context.organization.store.require(&ENVIRONMENTS, "", &context.env.id)?;
    Ok(&row.body)
}

/// Completes the bill of materials of an environment, which was `before`.
fn complete_bill(context: &mut Context<'_>, id: &str, before: &Value) -> Result<(), Failure> {
    let now = context.now();
    let row = context.organization.store.require(&ENVIRONMENTS, "", id)?;
    let sent = row.body["billOfMaterials"].clone();
    let bill = completed(&sent, before, now, || context.uuid());
    context.organization.store.set(&ENVIRONMENTS, id, "billOfMaterials", bill);
    Ok(())
}

/// Who creates an environment gets the documented roles there.
fn create(context: &mut Context<'_>, call: &Call<'_>) -> Answer {
    let sent = call.request.object()?;
    let license = sent.get("license").and_then(|license| license["id"].as_str());
    let kind = sent.get("type").and_then(Value::as_str);
    require_licensed(context, license, kind, "")?;
    let (id, _) = tables::create(context, call, &ENVIRONMENTS, &[], |_, _, _| {})?;
    complete_bill(context, &id, &Value::Null)?;
    let actor = auth::actor(context.shared, call.request).unwrap_or_default();
    let now = context.now();
    let store = &mut context.env.store;
    for role in OF_WORKERS.iter().filter_map(|name| Role::named(name)) {
        let scope = "ENVIRONMENT".to_owned();
        let new = Held { role: role.id.to_owned(), scope, of: id.clone() };
        if !held(store, &actor).contains(&new) {
            plant_role(store, &actor, &new, now);
        }
    }
    let row = context.organization.store.require(&ENVIRONMENTS, "", &id)?;
    let bill = row.body["billOfMaterials"].clone();
    context.reach.push(id.clone());
    let mut body = tables::shown(context, call, &ENVIRONMENTS, &id)?;
    body["billOfMaterials"] = bill;
    Ok(Response::created(&body))
}

fn update(context: &mut Context<'_>, call: &Call<'_>) -> Answer {
    let sent = call.request.object()?;
    let old = row(context)?;
    let license = sent.get("license").unwrap_or(&old["license"])["id"].as_str();
    let kind = sent.get("type").and_then(Value::as_str);
    require_licensed(context, license, kind, &context.env.id)?;
    let answer = tables::answer(context, call, Verb::Replace, &ENVIRONMENTS)?;
    told(context, call, "UPDATED")?;
    Ok(answer)
}

/// Puts a change of the environment into its own audit.
fn told(context: &mut Context<'_>, call: &Call<'_>, verb: &str) -> Result<(), Failure> {
    let id = context.env.id.clone();
    context.audit(call, "ENVIRONMENT", verb, &id)
}

/// Changes the row of the environment, and answers with it.
fn amend(
    context: &mut Context<'_>,
    call: &Call<'_>,
    verb: &str,
    change: impl FnOnce(&mut Map<String, Value>),
) -> Answer {
    let id = context.env.id.clone();
    with_table(context, call, &ENVIRONMENTS, |store, asked| {
        store.amend(&ENVIRONMENTS, &id, change, asked)
    })?;
    told(context, call, verb)?;
    let body = tables::shown(context, call, &ENVIRONMENTS, &id)?;
    Ok(Response::hal(200, &body))
}

fn update_type(context: &mut Context<'_>, call: &Call<'_>) -> Answer {
    let is_production = row(context)?["type"] == "PRODUCTION";
    let members = &[choice("type", TYPES).required()];
    let body = context.checked_body(call, members, |draft, wrong| {
        if is_production && draft.text("type") == Some("SANDBOX") {
            wrong.push(Detail::not_among(&["PRODUCTION"]).target("type"));
        }
    })?;
    let kind = body.text("type");
    let license = row(context)?["license"]["id"].as_str();
    require_licensed(context, license, Some(kind), &context.env.id)?;
    amend(context, call, "PROMOTED", |row| {
        row.insert("type".to_owned(), kind.into());
    })
}

/// Takes an environment out of use, or brings it back.
fn update_status(context: &mut Context<'_>, call: &Call<'_>) -> Answer {
    let old = row(context)?;
    let (is_production, status) = (old["type"] == "PRODUCTION", old["status"].clone());
    const MEMBERS: &[Member] =
        &[choice("status", STATES).required(), reference("license", &LICENSES)];
    let store = &context.organization.store;
    let request = call.request;
    let body = Sent::body(Some(store), request, MEMBERS, |draft, wrong| {
        let is_restored = draft.text("status") == Some("ACTIVE") && status == "DELETE_PENDING";
        if is_restored && !draft.sent.contains_key("license") {
            wrong.push(Detail::required().target("license"));
        }
        if !is_production {
            let why = "Only environments in production have a status.";
            wrong.push(Detail::new("CONSTRAINT_VIOLATION", why).target("status"));
        }
    })?;
    let now = context.now();
    let set = |row: &mut Map<String, Value>, name: &str, value: Value| {
        row.insert(name.to_owned(), value);
    };
    if body.text("status") == "DELETE_PENDING" {
        return amend(context, call, "UPDATED", |row| {
            row.remove("license");
            set(row, "status", "DELETE_PENDING".into());
            set(row, "softDeletedAt", now.iso().into());
            set(row, "hardDeleteAllowedAt", (now + DAY * WAITING).iso().into());
        });
    }
    let license = body.find_text("license.id");
    require_licensed(context, license, Some("PRODUCTION"), &context.env.id)?;
    let license = license.map(|id| json!({ "id": id }));
    amend(context, call, "UPDATED", |row| {
        row.remove("softDeletedAt");
        row.remove("hardDeleteAllowedAt");
        set(row, "status", "ACTIVE".into());
        if let Some(license) = license {
            set(row, "license", license);
        }
    })
}

/// Deletes another environment than the worker's own: a sandbox at once, one in production after
/// its time.
fn delete(context: &mut Context<'_>, call: &Call<'_>) -> Answer {
    let actor = auth::actor(context.shared, call.request).unwrap_or_default();
    if context.env.client(&actor).is_some() {
        return Err(insufficient_permissions());
    }
    let row = row(context)?;
    let allowed = row["hardDeleteAllowedAt"].as_str().and_then(Timestamp::parse);
    if row["type"] == "PRODUCTION" && allowed.is_none_or(|then| context.now() < then) {
        let why = "An environment in production is deleted after its status and some time.";
        let detail = Detail::new("CONSTRAINT_VIOLATION", why).target("status");
        return Err(invalid_data([detail]));
    }
    tables::answer(context, call, Verb::Delete, &ENVIRONMENTS)
}

fn read_capabilities(context: &mut Context<'_>, _: &Call<'_>) -> Answer {
    let license = context.organization.license_of(&context.env.id);
    let license = license.map(|license| &license.body);
    let mut body = Value::from(capabilities(license, context.bill_of_materials()));
    body["environmentId"] = context.env.id.as_str().into();
    body["_links"] = json!({ "self": { "href": context.env_url("/capabilities") } });
    Ok(Response::hal(200, &body))
}

/// Whether one of the licenses has room for another environment.
fn read_organization_capabilities(context: &mut Context<'_>, call: &Call<'_>) -> Answer {
    let licenses = context.organization.store.rows(&LICENSES, "").filter(|one| is_in_force(one));
    let ids: Vec<&str> = licenses.map(Entry::id).collect();
    let can = ids.iter().any(|id| require_licensed(context, Some(id), None, "").is_ok());
    let url = tables::with_store(context, call, |_, asked| Ok(asked.url.to_owned()))?;
    let links = json!({
        "self": { "href": format!("{url}/capabilities") }, "organization": { "href": url },
    });
    Ok(Response::hal(200, &json!({ "_links": links, "canCreateEnvironment": can })))
}

fn read_bill(context: &mut Context<'_>, _: &Call<'_>) -> Answer {
    let body = shown_bill(context.bill_of_materials(), &context.env_url(""));
    Ok(Response::hal(200, &body))
}

fn update_bill(context: &mut Context<'_>, call: &Call<'_>) -> Answer {
    let body = context.checked_body(call, BILL, |draft, wrong| {
        check_bookmarks(draft.new, "", wrong);
    })?;
    let before = context.bill_of_materials().clone();
    let sent = json!({ "products": body.get("products") });
    let id = context.env.id.clone();
    context.organization.store.set(&ENVIRONMENTS, &id, "billOfMaterials", sent);
    complete_bill(context, &id, &before)?;
    context.audit(call, "BILL_OF_MATERIALS", "UPDATED", &id)?;
    read_bill(context, call)
}
