//! Activation: a device that was created shows that it is what it says.

use std::time::Duration;

use serde_json::Value;

use crate::{
    base::timestamp::Timestamp,
    dispatch::catalogue::{Call, Handler},
    domain::mfa::{
        device::Device,
        mean::{Mean, Message},
        otp::Verdict,
        rules::Rules,
    },
    service::mfa::{
        create::{check_limits, send_pairing_code},
        otp,
    },
    wire::response::{Answer, Response, request_failed},
    world::context::Context,
};

/// How long an authenticator app's secret waits for its first passcode.
const SECRET_LIFETIME: Duration = Duration::from_secs(30 * 60);

pub(super) fn routes() -> Vec<(&'static str, Handler)> {
    vec![("mfa.resend_pairing_code", resend_pairing_code), ("mfa.activate_mfa_device", activate)]
}

fn resend_pairing_code(context: &mut Context<'_>, call: &Call<'_>) -> Answer {
    let device = context.device(call)?;
    let rules = device.policy(context).rules(device.kind());
    if device.active || device.mean.address().is_none() {
        return Err(request_failed(
            "The device is not waiting for a passcode that was sent to it.",
        ));
    }
    // Taken out while the passcode is drawn and sent, which needs the rest of the context.
    let mut device = context.take_device(call)?;
    send_pairing_code(context, &mut device, rules);
    let body = device.resource(context);
    context.env.mfa.devices.put(device);
    Ok(Response::hal(200, &body))
}

fn activate(context: &mut Context<'_>, call: &Call<'_>) -> Answer {
    let now = context.now();
    let device = context.device(call)?;
    let rules = device.policy(context).rules(device.kind());
    let body = Value::from(call.request.object()?.clone());
    let otp = otp::of_body(&body, "/otp")?;
    if device.active {
        return Err(request_failed("The device is active already."));
    }
    if device.is_locked(now) {
        return Err(request_failed("The device is locked."));
    }
    check_limits(context, call.param("userID"), true)?;
    let mut device = context.take_device(call)?;
    let shown = otp::refused(check(&mut device, &otp, rules, now));
    if shown.is_ok() {
        device.active = true;
        device.updated_at = now;
    }
    let body = device.resource_with_state(context);
    // The order of activation is the order of the devices.
    context.env.mfa.devices.put(device);
    shown.map(|()| Response::hal(200, &body))
}

fn check(device: &mut Device, otp: &str, rules: Rules, now: Timestamp) -> Verdict {
    match &mut device.mean {
        Mean::Message(Message { pairing, .. }) => {
            let verdict = match pairing {
                Some(sent) => sent.check(otp, rules.attempts, now),
                None => Verdict::Expired,
            };
            if verdict == Verdict::Right {
                *pairing = None;
            }
            verdict
        }
        Mean::App(_) if now.since(device.created_at) >= SECRET_LIFETIME => Verdict::Expired,
        Mean::App(_) => device.check_own(otp, rules, now),
    }
}
