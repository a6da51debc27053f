//! Organizations and environments, none of which callers write.

use serde_json::{Value, json};

use crate::domain::platform::{PRODUCTS, REGION};
use crate::{
    dispatch::catalogue::{Call, Handler},
    store::{Entry, Filter, Op},
    wire::{
        hal::links,
        response::{Answer, Failure, Response, not_found},
    },
    world::context::Context,
};

pub(super) fn routes() -> Vec<(&'static str, Handler)> {
    vec![
        ("platform.read_all_organizations", read_all_organizations),
        ("platform.read_one_organization", read_one_organization),
        ("platform.read_one_environment", read_one_environment),
    ]
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
        "billingConnections": [{ "id": context.organization.billing_connection_id }],
        "createdAt": context.organization.created_at.iso(),
        "updatedAt": context.organization.created_at.iso(),
    })
}

fn read_all_organizations(context: &mut Context<'_>, call: &Call<'_>) -> Answer {
    let filter = call.request.query("filter");
    let filter = filter.map(|text| Filter::of_query(text, &[("name", &[Op::Sw])], true));
    let filter = filter.transpose()?;
    let mut found = vec![organization(context)];
    found.retain(|one| filter.as_ref().is_none_or(|filter| filter.matches(one)));
    Ok(Response::hal(
        200,
        &json!({
            "_links": links([("self", context.url("/v1/organizations"))]),
            "count": found.len(),
            "size": found.len(),
            "_embedded": { "organizations": found },
        }),
    ))
}

fn require_organization(context: &Context<'_>, call: &Call<'_>) -> Result<(), Failure> {
    if call.param("organizationID") == context.organization.id { Ok(()) } else { Err(not_found()) }
}

fn read_one_organization(context: &mut Context<'_>, call: &Call<'_>) -> Answer {
    require_organization(context, call)?;
    Ok(Response::hal(200, &organization(context)))
}

fn read_one_environment(context: &mut Context<'_>, call: &Call<'_>) -> Answer {
    let platform = &context.env.platform;
    let organization = context.url(&format!("/v1/organizations/{}", context.organization.id));
    let license = context.organization.license().map_or("", Entry::id);
    let mut all = vec![
        ("self", context.env_url("")),
        ("organization", organization.clone()),
        ("license", format!("{organization}/licenses/{license}")),
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
        "license": { "id": license },
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
