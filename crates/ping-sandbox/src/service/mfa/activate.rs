//! Activation: a device that was created shows that it is what it says.

use std::time::Duration;

use crate::{
    base::webauthn,
    dispatch::catalogue::{Call, Handler},
    domain::mfa::{
        device::Device,
        kind::Kind,
        mean::{Mean, Message},
        otp::Verdict,
        rules::Rules,
    },
    service::mfa::{
        create::{check_limits, send_pairing_code},
        fido,
        new_devices::announce,
        otp,
        policy::invalid,
    },
    store::{
        Sent,
        schema::{Member, flag, text},
    },
    wire::response::{Answer, Failure, Response, request_failed},
    world::{Environment, context::Context},
};

const CODE: &[Member] = &[text("otp", 1, 256).required(), flag("oathResync")];
const ORIGIN: Member = text("origin", 1, 2048).required();
const ATTESTATION: Member = text("attestation", 1, 65_536).required();
/// How long an authenticator app's secret waits for its first passcode.
const SECRET_LIFETIME: Duration = Duration::from_secs(30 * 60);

pub(super) fn routes() -> Vec<(&'static str, Handler)> {
    let mut routes: Vec<(&'static str, Handler)> = vec![
        ("mfa.resend_pairing_code", resend_pairing_code),
        ("mfa.activate_mfa_device", activate),
        ("mfa.activate_mfa_device_oath_token", activate),
        ("mfa.activate_mfa_device_pingid_desktop", activate),
    ];
    if webauthn::AVAILABLE {
        routes.push(("mfa.activate_mfa_device_fido2", activate));
    }
    routes
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
    let sent = send_pairing_code(context, &mut device, rules);
    let body = device.resource(context);
    context.env.mfa.devices.put(device);
    sent?;
    Ok(Response::hal(200, &body))
}

fn activate(context: &mut Context<'_>, call: &Call<'_>) -> Answer {
    let now = context.now();
    let device = context.device(call)?;
    let rules = device.policy(context).rules(device.kind());
    let members = match device.kind() {
        Kind::Fido(_) => &[ORIGIN, ATTESTATION][..],
        Kind::Desktop => &[ATTESTATION],
        _ => CODE,
    };
    let body = context.body(call, members)?;
    if device.active {
        return Err(request_failed("The device is active already."));
    }
    if device.is_locked(now) {
        return Err(request_failed("The device is locked."));
    }
    check_limits(context, call.param("userID"), true)?;
    let mut device = context.take_device(call)?;
    let shown = show(context, &mut device, &body, rules);
    if shown.is_ok() {
        device.active = true;
        device.updated_at = now;
        announce(context, &device);
    }
    let body = device.resource_with_state(context);
    // The order of activation is the order of the devices.
    context.env.mfa.devices.put(device);
    shown?;
    context.audit(call, "DEVICE", "UPDATED", call.param("deviceID"))?;
    Ok(Response::hal(200, &body))
}

/// A device shows that it is what it says.
fn show(
    context: &mut Context<'_>,
    device: &mut Device,
    body: &Sent,
    rules: Rules,
) -> Result<(), Failure> {
    let now = context.now();
    let otp = body.text("otp").trim();
    otp::refused(match &mut device.mean {
        Mean::Message(Message { pairing, .. }) => {
            let verdict = match pairing {
                Some(sent) => sent.check(otp, rules.attempts, now),
                None => Verdict::Expired,
            };
            if verdict == Verdict::Right {
                otp::claim(context, pairing.as_ref(), &device.user_id);
                *pairing = None;
            }
            verdict
        }
        Mean::App(_) if now.since(device.created_at) >= SECRET_LIFETIME => Verdict::Expired,
        Mean::App(_) | Mean::Mobile(_) | Mean::Token(_) | Mean::Yubikey { .. } => {
            let Environment { mfa, store, .. } = &mut *context.env;
            let (_, books) = mfa.devices_and_books(store);
            let resync = body.flag("oathResync").unwrap_or_default();
            device.check_own(otp, resync, books, rules, now)
        }
        // It is active from the beginning.
        Mean::Browser(_) => Verdict::Expired,
        Mean::Desktop(desktop) => {
            if desktop.pair(body.text("attestation")) {
                return Ok(());
            }
            device.count_failure(rules, now);
            return Err(invalid("attestation", "The app has not answered that."));
        }
        Mean::Key(key) => {
            return fido::register(context, key, body).inspect_err(|_| {
                device.count_failure(rules, now);
            });
        }
    })
}
