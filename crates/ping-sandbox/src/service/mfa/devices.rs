//! What can be done with a device that exists.

use serde_json::{Value, json};

use crate::{
    base::timestamp::Timestamp,
    dispatch::catalogue::{Call, Handler},
    store::{Attribute, Filter, Op},
    wire::{
        hal::links,
        response::{Answer, Failure, Response, invalid_data, not_found, request_failed},
    },
    world::context::Context,
};

use crate::wire::response::Detail;
use crate::{
    domain::mfa::{
        device::{Device, Kind},
        otp::Verdict,
        policy, required,
    },
    service::mfa::{
        create::{check_limits, nickname, send_pairing_code},
        otp::{self},
    },
};

pub(super) fn routes() -> Vec<(&'static str, Handler)> {
    vec![
        ("mfa.resend_pairing_code", resend_pairing_code),
        ("mfa.activate_mfa_device", activate),
        ("mfa.read_all_mfa_devices", read_all),
        ("mfa.read_one_mfa_device", read_one),
        ("mfa.update_device_nickname", update_nickname),
        ("mfa.block_mfa_device", block),
        ("mfa.unblock_mfa_device", unblock),
        ("mfa.unlock_mfa_device", unlock),
        ("mfa.delete_mfa_device", delete),
    ]
}

impl Context<'_> {
    /// Where a user's device is in the list, or the documented 404.
    fn device_index(&self, user_id: &str, device_id: &str) -> Result<usize, Failure> {
        self.require_user(user_id)?;
        self.env
            .mfa
            .devices
            .iter()
            .position(|device| device.id == device_id && device.user_id == user_id)
            .ok_or_else(not_found)
    }
}

/// Changes a device and answers with what became of it.
fn change(
    context: &mut Context<'_>,
    call: &Call<'_>,
    change: impl FnOnce(&mut Device, Timestamp) -> Result<(), Failure>,
) -> Answer {
    let index = context.device_index(call.param("userID"), call.param("deviceID"))?;
    let now = context.now();
    change(&mut context.env.mfa.devices[index], now)?;
    context.env.mfa.devices[index].updated_at = now;
    let body = context.env.mfa.devices[index].resource_with_state(context);
    Ok(Response::hal(200, &body))
}

fn resend_pairing_code(context: &mut Context<'_>, call: &Call<'_>) -> Answer {
    let index = context.device_index(call.param("userID"), call.param("deviceID"))?;
    let device = &context.env.mfa.devices[index];
    if device.active || device.kind == Kind::Totp {
        return Err(request_failed(
            "The device is not waiting for a passcode that was sent to it.",
        ));
    }
    // Taken out while the passcode is drawn and sent, which needs the rest of the context.
    let mut device = context.env.mfa.devices.remove(index);
    send_pairing_code(context, &mut device);
    let body = device.resource(context);
    context.env.mfa.devices.insert(index, device);
    Ok(Response::hal(200, &body))
}

fn activate(context: &mut Context<'_>, call: &Call<'_>) -> Answer {
    let (user_id, device_id) = (call.param("userID"), call.param("deviceID"));
    let index = context.device_index(user_id, device_id)?;
    let given = otp::of_body(&Value::from(call.request.object()?.clone()), "/otp")?;
    if context.env.mfa.devices[index].active {
        return Err(request_failed("The device is active already."));
    }
    check_limits(context, user_id, true)?;
    let now = context.now();
    let device = &mut context.env.mfa.devices[index];
    if device.is_locked(now) {
        return Err(request_failed("The device is locked."));
    }
    let verdict = match (&mut device.pairing, device.kind) {
        (_, Kind::Totp) if now.since(device.created_at) >= policy::SECRET_LIFETIME => {
            Verdict::Expired
        }
        (_, Kind::Totp) => device.check_totp(&given, now),
        (Some(sent), _) => sent.check(&given, now),
        (None, _) => Verdict::Expired,
    };
    match verdict {
        Verdict::Wrong(attempts) => return Err(otp::wrong(attempts)),
        Verdict::Expired => return Err(otp::expired()),
        Verdict::Right => {}
    }
    // The order of activation is the order of the list.
    let mut device = context.env.mfa.devices.remove(index);
    device.active = true;
    device.pairing = None;
    device.updated_at = now;
    let body = device.resource_with_state(context);
    context.env.mfa.devices.push(device);
    Ok(Response::hal(200, &body))
}

fn read_all(context: &mut Context<'_>, call: &Call<'_>) -> Answer {
    let user_id = call.param("userID");
    context.require_user(user_id)?;
    let supported: &[Attribute] = &[("status", &[Op::Eq]), ("type", &[Op::Eq])];
    let filter = match call.request.query("filter") {
        Some(text) => Some(Filter::of_query(text, supported, true)?),
        None => None,
    };
    // Active devices in their order, then those that wait for their activation.
    let (active, pending): (Vec<&Device>, Vec<&Device>) =
        context.env.mfa.devices_of(user_id).partition(|device| device.active);
    let devices: Vec<Value> = active
        .iter()
        .chain(&pending)
        .map(|device| device.resource_with_state(context))
        .filter(|device| filter.as_ref().is_none_or(|filter| filter.matches(device)))
        .collect();
    let url = context.env_url(&format!("/users/{user_id}/devices"));
    let mut body = json!({
        "_links": links([("self", url.clone()), ("devices.reorder", url)]),
        "count": devices.len(),
        "size": devices.len(),
        "_embedded": { "devices": devices },
    });
    if call.request.query("expand") == Some("order") {
        let order: Vec<Value> = active.iter().map(|d| json!({ "id": d.id })).collect();
        body["order"] = order.into();
    }
    Ok(Response::hal(200, &body))
}

fn read_one(context: &mut Context<'_>, call: &Call<'_>) -> Answer {
    let index = context.device_index(call.param("userID"), call.param("deviceID"))?;
    let body = context.env.mfa.devices[index].resource_with_state(context);
    Ok(Response::hal(200, &body))
}

fn update_nickname(context: &mut Context<'_>, call: &Call<'_>) -> Answer {
    let (user_id, device_id) = (call.param("userID"), call.param("deviceID"));
    let index = context.device_index(user_id, device_id)?;
    let text = match call.request.object()?.get("nickname") {
        None | Some(Value::Null) => return Err(required("nickname")),
        Some(Value::String(text)) => text,
        Some(_) => {
            return Err(invalid_data([Detail::new(
                "INVALID_VALUE",
                "The value must be a string.",
            )
            .target("nickname")]));
        }
    };
    let nickname = nickname(text)?;
    let now = context.now();
    let device = &mut context.env.mfa.devices[index];
    device.nickname = nickname;
    device.updated_at = now;
    let url = context.env_url(&format!("/users/{user_id}/devices/{device_id}"));
    let body = json!({
        "_links": links([("self", format!("{url}/nickname")), ("device", url)]),
        "nickname": text,
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
        device.locked_until = None;
        device.failures = 0;
        Ok(())
    })
}

fn delete(context: &mut Context<'_>, call: &Call<'_>) -> Answer {
    let index = context.device_index(call.param("userID"), call.param("deviceID"))?;
    context.env.mfa.devices.remove(index);
    Ok(Response::empty(204))
}
