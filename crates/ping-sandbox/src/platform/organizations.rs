//! Organizations, licenses, environments and populations: all seeded, none writable.

use serde_json::{Value, json};

use super::{PRODUCTS, REGION};
use crate::{
    context::Context,
    hal::{links, page},
    response::{Answer, Failure, Response, invalid_request, not_found},
    route::{Call, Handler},
    scim::{Attribute, Filter, Op},
    timestamp::Timestamp,
};

pub(super) fn routes() -> Vec<(&'static str, Handler)> {
    vec![
        ("platform.read_all_organizations", read_all_organizations),
        ("platform.read_one_organization", read_one_organization),
        ("platform.read_all_licenses", read_all_licenses),
        ("platform.read_one_license", read_one_license),
        ("platform.read_one_environment", read_one_environment),
        ("platform.read_all_populations", read_all_populations),
    ]
}

/// Keeps what passes the request's `filter`.
pub(super) fn filtered<T>(
    call: &Call<'_>,
    supported: &[Attribute],
    mut items: Vec<(T, Value)>,
) -> Result<Vec<(T, Value)>, Failure> {
    if let Some(text) = call.request.query("filter") {
        let filter = Filter::parse(text, supported)?;
        items.retain(|(_, item)| filter.matches(item));
    }
    Ok(items)
}

/// Keys for a list that never changes.
fn numbered(items: impl IntoIterator<Item = Value>) -> Vec<(u64, Value)> {
    (1..).zip(items).collect()
}

fn organization(context: &Context<'_>) -> Value {
    let id = &context.organization.id;
    let url = context.url(&format!("/v1/organizations/{id}"));
    json!({
        "_links": links([
            ("self", url.clone()),
            ("environments", context.url("/v1/environments")),
            ("licenses", format!("{url}/licenses")),
        ]),
        "id": id,
        "name": format!("sandbox_{}", &id[..8.min(id.len())]),
        "description": "The sandbox's organization",
        "type": "INTERNAL",
        "createdAt": context.organization.created_at.iso(),
        "updatedAt": context.organization.created_at.iso(),
    })
}

fn read_all_organizations(context: &mut Context<'_>, call: &Call<'_>) -> Answer {
    let items = numbered([organization(context)]);
    let items = filtered(call, &[("name", &[Op::Sw])], items)?;
    let body = page(
        &context.shared.base_url,
        call.request,
        "organizations",
        None,
        items,
    )?;
    Ok(Response::hal(200, &body))
}

fn require_organization(context: &Context<'_>, call: &Call<'_>) -> Result<(), Failure> {
    if call.param("organizationID") == context.organization.id {
        Ok(())
    } else {
        Err(not_found())
    }
}

fn read_one_organization(context: &mut Context<'_>, call: &Call<'_>) -> Answer {
    require_organization(context, call)?;
    Ok(Response::hal(200, &organization(context)))
}

fn with_links(context: &Context<'_>, license: &Value) -> Value {
    let organization = context.url(&format!("/v1/organizations/{}", context.organization.id));
    let id = license["id"].as_str().unwrap_or_default();
    let mut license = license.clone();
    license["_links"] = links([
        ("self", format!("{organization}/licenses/{id}")),
        ("organization", organization),
    ]);
    license
}

fn read_all_licenses(context: &mut Context<'_>, call: &Call<'_>) -> Answer {
    require_organization(context, call)?;
    let mut licenses: Vec<Value> = context
        .organization
        .licenses
        .iter()
        .map(|license| with_links(context, license))
        .collect();
    if let Some(order) = call.request.query("order") {
        let begins = |license: &Value| license["beginsAt"].as_str().and_then(Timestamp::parse);
        licenses.sort_by_key(begins);
        match order {
            "beginsAt" => {}
            "-beginsAt" => licenses.reverse(),
            _ => {
                return Err(invalid_request(
                    "Licenses are ordered by beginsAt or -beginsAt.",
                ));
            }
        }
    }
    let supported: &[Attribute] = &[
        ("beginsAt", &[Op::Lt]),
        ("name", &[Op::Eq]),
        ("package", &[Op::Eq]),
        ("status", &[Op::Eq]),
    ];
    let items = filtered(call, supported, numbered(licenses))?;
    let body = page(
        &context.shared.base_url,
        call.request,
        "licenses",
        None,
        items,
    )?;
    Ok(Response::hal(200, &body))
}

fn read_one_license(context: &mut Context<'_>, call: &Call<'_>) -> Answer {
    require_organization(context, call)?;
    let license = context
        .organization
        .licenses
        .iter()
        .find(|license| license["id"] == call.param("licenseID"))
        .ok_or_else(not_found)?;
    Ok(Response::hal(200, &with_links(context, license)))
}

fn read_one_environment(context: &mut Context<'_>, call: &Call<'_>) -> Answer {
    let platform = &context.env.platform;
    let organization = context.url(&format!("/v1/organizations/{}", context.organization.id));
    let mut all = vec![
        ("self", context.env_url("")),
        ("organization", organization.clone()),
        (
            "license",
            format!(
                "{organization}/licenses/{}",
                context.organization.license_id()
            ),
        ),
    ];
    all.extend(
        [
            ("populations", "/populations"),
            ("users", "/users"),
            ("applications", "/applications"),
            ("activities", "/activities"),
            ("branding", "/branding"),
            ("resources", "/resources"),
            ("passwordPolicies", "/passwordPolicies"),
            ("userActivities", "/userActivities"),
            ("signOnPolicies", "/signOnPolicies"),
            ("keys", "/keys"),
            ("templates", "/templates"),
            ("notificationsSettings", "/notificationsSettings"),
            ("schemas", "/schemas"),
            ("gateways", "/gateways"),
            ("capabilities", "/capabilities"),
            ("billOfMaterials", "/billOfMaterials"),
        ]
        .map(|(name, rest)| (name, context.env_url(rest))),
    );
    let mut body = json!({
        "_links": links(all),
        "id": context.env.id,
        "name": context.env.name,
        "description": "The sandbox's environment",
        "type": "SANDBOX",
        "region": REGION,
        "organization": { "id": context.organization.id },
        "license": { "id": context.organization.license_id() },
        "createdAt": platform.created_at.iso(),
        "updatedAt": platform.created_at.iso(),
    });
    if call.request.query("expand") == Some("billOfMaterials") {
        body["_embedded"] = json!({ "billOfMaterials": bill_of_materials(context) });
    }
    Ok(Response::hal(200, &body))
}

fn bill_of_materials(context: &Context<'_>) -> Value {
    let platform = &context.env.platform;
    let products = PRODUCTS.iter().zip(&platform.product_ids);
    let products: Vec<Value> = products
        .filter(|(kind, _)| {
            **kind != "PING_ONE_VERIFY" || context.env.verify.is_in_bill_of_materials()
        })
        .map(|(kind, id)| json!({ "id": id, "type": kind }))
        .collect();
    json!({
        "_links": links([
            ("self", context.env_url("/billOfMaterials")),
            ("environment", context.env_url("")),
        ]),
        "products": products,
        "createdAt": platform.created_at.iso(),
        "updatedAt": platform.created_at.iso(),
    })
}

/// The link and id of a population, as `expand=population` embeds it.
pub(super) fn population_reference(context: &Context<'_>, id: &str) -> Value {
    let url = context.env_url(&format!("/populations/{id}"));
    json!({ "_links": links([("self", url)]), "id": id })
}

fn read_all_populations(context: &mut Context<'_>, call: &Call<'_>) -> Answer {
    let platform = &context.env.platform;
    let id = &platform.population_id;
    let population = json!({
        "_links": links([
            ("self", context.env_url(&format!("/populations/{id}"))),
            ("environment", context.env_url("")),
        ]),
        "id": id,
        "environment": { "id": context.env.id },
        "name": "Sandbox Users",
        "description": "The environment's default population",
        "userCount": platform.users.iter().filter(|user| user.population_id == *id).count(),
        "default": true,
        "createdAt": platform.created_at.iso(),
        "updatedAt": platform.created_at.iso(),
    });
    let supported: &[Attribute] = &[("name", &[Op::Eq, Op::Sw]), ("id", &[Op::Eq])];
    let items = filtered(call, supported, numbered([population]))?;
    let body = page(
        &context.shared.base_url,
        call.request,
        "populations",
        None,
        items,
    )?;
    Ok(Response::hal(200, &body))
}
