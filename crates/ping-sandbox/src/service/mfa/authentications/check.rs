//! Passcodes of authentications.

use crate::{
    dispatch::catalogue::Call,
    domain::mfa::{
        authentication::{ATTEMPTS_EXCEEDED, Authentication, Chosen, Status, no_usable_devices},
        kind::{Kind, Proof},
        otp::Verdict,
    },
    service::mfa::{
        authentications::choose::{is_usable, owned},
        otp,
    },
    store::{Sent, schema::text},
    wire::response::{Answer, Failure, request_failed},
    world::{Environment, context::Context},
};

/// What proves an authentication that a passcode completes.
const BY_OTP: &[&str] = &["mfa", "otp"];

/// An authentication that brings its passcode is complete at once or does not come about.
pub(super) fn check_given_otp(
    context: &mut Context<'_>,
    authentication: &mut Authentication,
    body: &Sent,
) -> Result<(), Failure> {
    let given = body.text("selectedDevice.otp").trim();
    let now = context.now();
    let ids: Vec<String> = match body.find_text("selectedDevice.id") {
        Some(id) => {
            let device = owned(context, &authentication.user_id, id, "selectedDevice.id")?;
            if !is_usable(context, authentication, device) {
                authentication.fail(no_usable_devices([device].into_iter()), now);
                return Ok(());
            }
            vec![id.to_owned()]
        }
        None => {
            let devices = context.env.mfa.devices.of(&authentication.user_id);
            let usable = devices.filter(|device| is_usable(context, authentication, device));
            usable.map(|device| device.id.clone()).collect()
        }
    };
    let mut attempts = 0;
    for id in ids {
        match check_own(context, authentication, &id, given) {
            Some(Verdict::Right) => {
                authentication.chosen = Some(Chosen::Device(id));
                authentication.complete(BY_OTP, now);
                context.signed_on(&authentication.user_id);
                return Ok(());
            }
            Some(Verdict::Wrong(left)) => attempts = left.max(attempts),
            Some(Verdict::Expired | Verdict::OneMore) | None => {}
        }
    }
    otp::refused(Verdict::Wrong(attempts))
}

/// Compares the passcode of a device that makes its own.
fn check_own(
    context: &mut Context<'_>,
    authentication: &Authentication,
    id: &str,
    given: &str,
) -> Option<Verdict> {
    let now = context.now();
    let devices = &context.env.mfa.devices;
    let kind = devices.get(&authentication.user_id, id)?.kind();
    if !matches!(kind.proof(), Proof::OwnCode | Proof::Push) {
        return None;
    }
    let policy = authentication.policy(context);
    let rules = policy.rules(kind);
    let taken = policy.push(devices.get(&authentication.user_id, id)?.mean.application()).otp;
    if kind.proof() == Proof::Push && !taken {
        return Some(Verdict::Wrong(rules.attempts));
    }
    let Environment { mfa, store, .. } = &mut *context.env;
    let (devices, books) = mfa.devices_and_books(store);
    let device = devices.get_mut(&authentication.user_id, id)?;
    Some(device.check_own(given, false, books, rules, now))
}

pub(super) fn validate_otp(context: &mut Context<'_>, call: &Call<'_>) -> Answer {
    let index = context.open_authentication_index(call)?;
    let body = context.body(call, &[text("otp", 1, 256).required()])?;
    let given = body.text("otp").trim();
    let now = context.now();
    let status = context.env.mfa.authentications[index].status;
    if !matches!(status, Status::OtpRequired | Status::PushConfirmationRequired) {
        return Err(request_failed("Select a device first."));
    }
    // Taken out while its device is asked, which needs the rest of the context.
    let mut authentication = context.env.mfa.authentications.lend(index);
    let verdict = verdict(context, &mut authentication, given);
    match verdict {
        Some(Verdict::Right) => {
            otp::claim(context, authentication.sent.as_ref(), &authentication.user_id);
            authentication.complete(BY_OTP, now);
            context.signed_on(&authentication.user_id);
        }
        Some(Verdict::Wrong(0)) => authentication.fail(ATTEMPTS_EXCEEDED, now),
        Some(_) | None => {}
    }
    context.env.mfa.authentications.put_back(index, authentication);
    otp::refused(verdict.unwrap_or(Verdict::Right))?;
    context.authentication_answer(index)
}

/// How the passcode compares. `None` where the authentication fails, as its device cannot be used
/// any more.
fn verdict(
    context: &mut Context<'_>,
    authentication: &mut Authentication,
    given: &str,
) -> Option<Verdict> {
    let now = context.now();
    let policy = authentication.policy(context);
    let id = match &authentication.chosen {
        Some(Chosen::Device(id)) => id.clone(),
        Some(Chosen::OneTime(address)) => {
            let rules = policy.rules(Kind::Message(address.channel));
            let sent = authentication.sent.as_mut();
            return Some(
                sent.map_or(Verdict::Expired, |sent| sent.check(given, rules.attempts, now)),
            );
        }
        None => return Some(Verdict::Expired),
    };
    let device = context.env.mfa.devices.get(&authentication.user_id, &id);
    let usable = device.filter(|device| is_usable(context, authentication, device));
    let Some(device) = usable else {
        authentication.fail(no_usable_devices(device.into_iter()), now);
        return None;
    };
    let rules = policy.rules(device.kind());
    let Some(sent) = &mut authentication.sent else {
        return check_own(context, authentication, &id, given);
    };
    let device = context.env.mfa.devices.get_mut(&authentication.user_id, &id)?;
    Some(match sent.check(given, rules.attempts, now) {
        // The device counts, over all its authentications.
        Verdict::Wrong(_) => device.count_failure(rules, now),
        Verdict::Right => {
            device.forgive();
            Verdict::Right
        }
        verdict => verdict,
    })
}
