//! Going on with one of the user's devices.

use crate::{
    domain::mfa::{
        authentication::{Authentication, Chosen, Status},
        device::Device,
        kind::{Kind, Proof},
        mean::Mean,
    },
    service::mfa::{authentications::keys, otp::Letter, policy::invalid, push},
    store::schema::{Member, choice},
    wire::response::Failure,
    world::context::Context,
};

/// What the browser can do.
pub(super) const COMPATIBILITY: Member =
    choice("compatibility", &["FULL", "SECURITY_KEY_ONLY", "NONE"]);

/// One of the user's active devices.
pub(super) fn owned<'a>(
    context: &'a Context<'_>,
    user_id: &str,
    id: &str,
    target: &str,
) -> Result<&'a Device, Failure> {
    let device = context.env.mfa.devices.get(user_id, id).filter(|device| device.active);
    device.ok_or_else(|| invalid(target, "The user has no such active device."))
}

/// Whether an authentication can go on with a device.
pub(super) fn is_usable(
    context: &Context<'_>,
    authentication: &Authentication,
    device: &Device,
) -> bool {
    let rules = authentication.policy(context).rules(device.kind());
    let fit = device.kind().proof() != Proof::Assertion || !authentication.without_keys;
    rules.enabled
        && fit
        && device.is_fit(context.now())
        && can_answer(context, authentication, device)
}

/// Whether a phone is let do anything: take a push, or show passcodes.
fn can_answer(context: &Context<'_>, authentication: &Authentication, device: &Device) -> bool {
    let Mean::Mobile(phone) = &device.mean else {
        return true;
    };
    let rules = authentication.policy(context).push(device.mean.application());
    rules.otp || (rules.enabled && phone.about.push_enabled)
}

/// Goes on with one of the user's usable devices: it is asked to prove that it is there.
pub(super) fn choose(
    context: &mut Context<'_>,
    authentication: &mut Authentication,
    id: &str,
) -> Result<(), Failure> {
    let Some(device) = context.env.mfa.devices.get(&authentication.user_id, id) else {
        return Ok(());
    };
    let rules = authentication.policy(context).rules(device.kind());
    let (kind, test_mode) = (device.kind(), device.mean.is_tested());
    let proof = kind.proof();
    let address = device.mean.address().cloned();
    let policy = authentication.notification_policy(context).map(str::to_owned);
    let wording = authentication.wording.clone();
    let user_id = authentication.user_id.clone();
    let letter = address.as_ref().map(|to| Letter {
        to,
        user_id: &user_id,
        wording: &wording,
        policy: policy.as_deref(),
        test_mode,
    });
    if let Some(letter) = &letter {
        letter.check(context)?;
    }
    authentication.chosen = Some(Chosen::Device(id.to_owned()));
    authentication.updated_at = context.now();
    authentication.test_mode = test_mode;
    authentication.status = match proof {
        // What is remembered is not chosen.
        Proof::SentCode | Proof::OwnCode | Proof::Memory => Status::OtpRequired,
        Proof::Assertion => Status::AssertionRequired,
        Proof::Push => Status::PushConfirmationRequired,
    };
    authentication.push = push::ask(context, authentication, id);
    match &authentication.push {
        None if proof == Proof::Push => authentication.status = Status::OtpRequired,
        Some(push) => {
            let until = &mut context.env.mfa.pushes_until;
            *until = Some(until.map_or(push.until, |until| until.min(push.until)));
        }
        None => {}
    }
    authentication.desktop = (kind == Kind::Desktop).then(|| context.env.random.token());
    authentication.assertion = keys::ask_device(context, authentication, id);
    authentication.sent = letter.map(|letter| letter.send(rules, context));
    Ok(())
}
