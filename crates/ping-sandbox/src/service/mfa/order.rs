//! The order of a user's devices, the first of which is the default one.

use serde_json::Value;

use crate::{
    dispatch::catalogue::{Call, Handler},
    service::mfa::{devices, policy::invalid},
    store::schema::{Kind, Member, list, text},
    wire::response::{Answer, Response},
    world::context::Context,
};

const MEMBERS: &[Member] =
    &[list("order", &Kind::Object(&[text("id", 1, 256).required()]), 0, 100).required()];

pub(super) fn routes() -> Vec<(&'static str, Handler)> {
    vec![("mfa.set_device_order", set_order), ("mfa.remove_device_order", remove_order)]
}

fn set_order(context: &mut Context<'_>, call: &Call<'_>) -> Answer {
    let user_id = call.param("userID");
    context.require_user(user_id)?;
    let body = context.body(call, MEMBERS)?;
    let items = body.get("order").and_then(Value::as_array).into_iter().flatten();
    let mut order: Vec<&str> = Vec::new();
    for (at, id) in items.filter_map(|item| item["id"].as_str()).enumerate() {
        let device = context.env.mfa.devices.get(user_id, id);
        if !device.is_some_and(|device| device.active) || order.contains(&id) {
            let why = "It must be an active device of the user, named once.";
            return Err(invalid(&format!("order[{at}].id"), why));
        }
        order.push(id);
    }
    context.env.mfa.devices.set_order(user_id, &order);
    context.audit(call, "USER", "DEVICE_ORDER_UPDATED", user_id)?;
    let mut body = devices::list(context, user_id, |_| true);
    body["order"] = devices::order(context, user_id);
    Ok(Response::hal(200, &body))
}

fn remove_order(context: &mut Context<'_>, call: &Call<'_>) -> Answer {
    let user_id = call.param("userID");
    context.require_user(user_id)?;
    context.env.mfa.devices.remove_order(user_id);
    context.audit(call, "USER", "DEVICE_ORDER_DELETED", user_id)?;
    Ok(Response::empty(204))
}
