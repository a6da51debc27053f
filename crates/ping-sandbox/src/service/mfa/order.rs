//! The order of a user's devices, the first of which is the default one.

use serde_json::Value;

use crate::{
    dispatch::catalogue::{Call, Handler},
    domain::mfa::read::{invalid, required, required_text},
    service::mfa::devices,
    wire::response::{Answer, Response},
    world::context::Context,
};

pub(super) fn routes() -> Vec<(&'static str, Handler)> {
    vec![("mfa.set_device_order", set_order), ("mfa.remove_device_order", remove_order)]
}

fn set_order(context: &mut Context<'_>, call: &Call<'_>) -> Answer {
    let user_id = call.param("userID");
    context.require_user(user_id)?;
    let body = Value::from(call.request.object()?.clone());
    let items = match &body["order"] {
        Value::Null => return Err(required("order")),
        Value::Array(items) => items,
        _ => return Err(invalid("order", "The value must be an array.", |detail| detail)),
    };
    let mut order: Vec<&str> = Vec::new();
    for (at, item) in items.iter().enumerate() {
        let target = format!("order[{at}].id");
        let id = required_text(item, "/id").map_err(|_| required(&target))?;
        let device = context.env.mfa.devices.get(user_id, id);
        let good = device.is_some_and(|device| device.active) && !order.contains(&id);
        if !good {
            let why = "It must be an active device of the user, named once.";
            return Err(invalid(&target, why, |detail| detail));
        }
        order.push(id);
    }
    context.env.mfa.devices.set_order(user_id, &order);
    let mut body = devices::list(context, user_id, |_| true);
    body["order"] = devices::order(context, user_id);
    Ok(Response::hal(200, &body))
}

fn remove_order(context: &mut Context<'_>, call: &Call<'_>) -> Answer {
    let user_id = call.param("userID");
    context.require_user(user_id)?;
    context.env.mfa.devices.remove_order(user_id);
    Ok(Response::empty(204))
}
