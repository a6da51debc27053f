//! What can be done with a device that exists.

use std::time::Duration;

use serde_json::{Value, json};

use crate::{
    base::timestamp::Timestamp,
    dispatch::catalogue::{Call, Handler},
    domain::mfa::{device::Device, mean::Mean, rules::Policy},
    service::mfa::create::{NICKNAME, nickname},
    store::{Attribute, Filter, Op, schema::choice},
    wire::{
        hal::links,
        response::{Answer, Failure, Response, not_found, request_failed},
    },
    world::context::Context,
};

/// How long an app is waited for to send its logs.
const LOGS_LIFETIME: Duration = Duration::from_secs(24 * 60 * 60);
/// What a list can be filtered by.
const FILTERS: &[Attribute] = &[("status", &[Op::Eq]), ("type", &[Op::Eq])];

pub(super) fn routes() -> Vec<(&'static str, Handler)> {
    vec![
        ("mfa.read_all_mfa_devices", read_all),
        ("mfa.read_one_mfa_device", read_one),
        ("mfa.update_device_nickname", update_nickname),
        ("mfa.send_mfa_device_logs", send_logs),
        ("mfa.block_mfa_device", block),
        ("mfa.unblock_mfa_device", unblock),
        ("mfa.unlock_mfa_device", unlock),
        ("mfa.delete_mfa_device", delete),
    ]
}

impl Device {
    /// The policy that it was paired by, as long as there is one; else the default.
    pub(super) fn policy<'a>(&self, context: &'a Context<'_>) -> Policy<'a> {
        Policy::or_default(&context.env.store, &self.policy_id)
    }
}

impl Context<'_> {
    /// The device that a path names, or the documented 404.
    pub(super) fn device(&self, call: &Call<'_>) -> Result<&Device, Failure> {
        let user_id = call.param("userID");
        self.require_user(user_id)?;
        self.env.mfa.devices.get(user_id, call.param("deviceID")).ok_or_else(not_found)
    }

    /// As [`Context::device`], taken from its user: to be put back.
    pub(super) fn take_device(&mut self, call: &Call<'_>) -> Result<Device, Failure> {
        let devices = &mut self.env.mfa.devices;
        devices.take(call.param("userID"), call.param("deviceID")).ok_or_else(not_found)
    }
}

/// Changes a device and answers with what became of it.
fn change(
    context: &mut Context<'_>,
    call: &Call<'_>,
    change: impl FnOnce(&mut Device, Timestamp) -> Result<(), Failure>,
) -> Answer {
    context.device(call)?;
    let now = context.now();
    let devices = &mut context.env.mfa.devices;
    let device = devices.get_mut(call.param("userID"), call.param("deviceID"));
    let device = device.ok_or_else(not_found)?;
    change(device, now)?;
    device.updated_at = now;
    context.audit(call, "DEVICE", "UPDATED", call.param("deviceID"))?;
    read_one(context, call)
}

fn read_all(context: &mut Context<'_>, call: &Call<'_>) -> Answer {
    let user_id = call.param("userID");
    context.require_user(user_id)?;
    let filter = match call.request.query("filter") {
        Some(text) => Some(Filter::of_query(text, FILTERS, true)?),
        None => None,
    };
    let fits = |device: &Value| filter.as_ref().is_none_or(|filter| filter.matches(device));
    let mut body = list(context, user_id, fits);
    if call.request.query("expand") == Some("order") {
        body["order"] = order(context, user_id);
    }
    Ok(Response::hal(200, &body))
}

/// Those of a user's devices that fit.
pub(super) fn list(context: &Context<'_>, user_id: &str, fits: impl Fn(&Value) -> bool) -> Value {
    let devices = context.env.mfa.devices.of(user_id);
    let shown: Vec<Value> =
        devices.map(|device| device.resource_with_state(context)).filter(fits).collect();
    let url = context.env_url(&format!("/users/{user_id}/devices"));
    json!({
        "_links": links([("self", url.clone()), ("devices.reorder", url)]),
        "count": shown.len(),
        "size": shown.len(),
        "_embedded": { "devices": shown },
    })
}

/// The order of a user's devices.
pub(super) fn order(context: &Context<'_>, user_id: &str) -> Value {
    let order = context.env.mfa.devices.order(user_id);
    order.iter().map(|id| json!({ "id": id })).collect()
}

fn read_one(context: &mut Context<'_>, call: &Call<'_>) -> Answer {
    let body = context.device(call)?.resource_with_state(context);
    Ok(Response::hal(200, &body))
}

fn update_nickname(context: &mut Context<'_>, call: &Call<'_>) -> Answer {
    context.device(call)?;
    let body = context.body(call, &[NICKNAME.required()])?;
    change(context, call, |device, _| {
        device.nickname = nickname(&body);
        Ok(())
    })?;
    let (user_id, device_id) = (call.param("userID"), call.param("deviceID"));
    let url = context.env_url(&format!("/users/{user_id}/devices/{device_id}"));
    let shown = json!({
        "_links": links([("self", format!("{url}/nickname")), ("device", url)]),
        "nickname": body.text("nickname"),
    });
    Ok(Response::hal(200, &shown))
}

/// Asks the app on a phone for its logs.
fn send_logs(context: &mut Context<'_>, call: &Call<'_>) -> Answer {
    let device = context.device(call)?;
    if !matches!(device.mean, Mean::Mobile(_)) {
        return Err(request_failed("Only MOBILE devices have logs."));
    }
    context.body(call, &[choice("status", &["PENDING"]).required()])?;
    let (user_id, device_id) = (call.param("userID"), call.param("deviceID"));
    let url = context.env_url(&format!("/users/{user_id}/devices/{device_id}"));
    let body = json!({
        "_links": links([("self", format!("{url}/logs")), ("device", url)]),
        "status": "PENDING",
        "expiresAt": (context.now() + LOGS_LIFETIME).iso(),
    });
    Ok(Response::hal(200, &body))
}

fn block(context: &mut Context<'_>, call: &Call<'_>) -> Answer {
    change(context, call, |device, now| {
        if !device.active {
            return Err(request_failed("The device is not active."));
        }
        device.blocked_at = device.blocked_at.or(Some(now));
        Ok(())
    })
}

fn unblock(context: &mut Context<'_>, call: &Call<'_>) -> Answer {
    change(context, call, |device, _| {
        device.blocked_at = None;
        Ok(())
    })
}

fn unlock(context: &mut Context<'_>, call: &Call<'_>) -> Answer {
    change(context, call, |device, _| {
        device.forgive();
        Ok(())
    })
}

fn delete(context: &mut Context<'_>, call: &Call<'_>) -> Answer {
    context.device(call)?;
    context.take_device(call)?;
    context.audit(call, "DEVICE", "DELETED", call.param("deviceID"))?;
    Ok(Response::empty(204))
}
