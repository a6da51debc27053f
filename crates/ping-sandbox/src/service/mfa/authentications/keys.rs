//! Authentications with security keys and passkeys.

use crate::{
    base::webauthn::{Assertion, Refusal},
    dispatch::catalogue::Call,
    domain::mfa::{
        authentication::{ATTEMPTS_EXCEEDED, Authentication, Chosen, Status, no_usable_devices},
        device::Device,
        mean::{KeyState, Mean},
        otp::Verdict,
    },
    service::mfa::{
        authentications::choose::{COMPATIBILITY, is_usable},
        fido::{self, policy},
        policy::invalid,
    },
    store::{
        Sent,
        schema::{Member, text},
    },
    wire::response::{Answer, Detail, Failure, invalid_data, request_failed},
    world::context::Context,
};

const ASSERTION: &[Member] =
    &[text("origin", 1, 2048).required(), text("assertion", 1, 65_536).required(), COMPATIBILITY];

/// The same of the desktop app, of which no page has an origin.
const OF_DESKTOP: &[Member] = &[text("assertion", 1, 65_536).required(), COMPATIBILITY];

/// What proves an authentication that the desktop app has answered.
const BY_DESKTOP: &[&str] = &["desktop", "mfa", "user"];

/// What proves an authentication that a key has signed.
const BY_KEY: &[&str] = &["fido2", "mfa", "user"];

/// Asks one of the user's devices, where it is a key.
pub(super) fn ask_device(
    context: &mut Context<'_>,
    authentication: &Authentication,
    id: &str,
) -> Option<Box<Assertion>> {
    let drawn = context.env.random.bytes::<32>();
    let challenge = authentication.challenge.as_deref().unwrap_or(&drawn);
    let device = context.env.mfa.devices.get(&authentication.user_id, id)?;
    let credential = device.mean.credential()?;
    let wish = policy(context, &authentication.policy_id).verification_when_signing();
    let rp_id = credential.rp_id().to_owned();
    Assertion::with_challenge(&rp_id, &[credential], wish, challenge).ok().map(Box::new)
}

/// Asks whoever has a key of the relying party.
pub(super) fn ask_anybody(
    context: &mut Context<'_>,
    authentication: &mut Authentication,
    body: &Sent,
) -> Result<(), Failure> {
    let drawn = context.env.random.bytes::<32>();
    let challenge = authentication.challenge.as_deref().unwrap_or(&drawn);
    let fido = fido::policy(context, &authentication.policy_id);
    let rp_id = body.find_text("rp.id").unwrap_or(fido.rp_id());
    let asked = Assertion::with_challenge(rp_id, &[], fido.verification_when_signing(), challenge);
    let asked = asked.map_err(|Refusal(why)| invalid("rp.id", &why))?;
    authentication.assertion = Some(Box::new(asked));
    authentication.status = Status::AssertionRequired;
    Ok(())
}

pub(super) fn check_assertion(context: &mut Context<'_>, call: &Call<'_>) -> Answer {
    let index = context.open_authentication_index(call)?;
    let without_origin = call.operation == "mfa.check_assertion_pingid_desktop";
    let body = context.body(call, if without_origin { OF_DESKTOP } else { ASSERTION })?;
    if context.env.mfa.authentications[index].status != Status::AssertionRequired {
        return Err(request_failed("No assertion is waited for."));
    }
    // Taken out while its device is asked, which needs the rest of the context.
    let mut authentication = context.env.mfa.authentications.lend(index);
    let checked = check(context, &mut authentication, &body);
    context.env.mfa.authentications.put_back(index, authentication);
    checked?;
    context.authentication_answer(index)
}

fn check(
    context: &mut Context<'_>,
    authentication: &mut Authentication,
    body: &Sent,
) -> Result<(), Failure> {
    let now = context.now();
    let (origin, signed) = (body.text("origin"), body.text("assertion"));
    let Some(device) = asked(context, authentication, signed) else {
        return Err(invalid("assertion", "Nobody has the credential."));
    };
    let (user_id, id) = (device.user_id.clone(), device.id.clone());
    if !is_usable(context, authentication, device) {
        authentication.fail(no_usable_devices([device].into_iter()), now);
        return Ok(());
    }
    let rules = authentication.policy(context).rules(device.kind());
    let Some(device) = context.env.mfa.devices.get_mut(&user_id, &id) else {
        return Ok(());
    };
    let mut proven_by = BY_KEY;
    let finished = match (&authentication.assertion, &mut device.mean) {
        (_, Mean::Desktop(desktop)) => {
            proven_by = BY_DESKTOP;
            let challenge = authentication.desktop.as_ref();
            let right = challenge.is_some_and(|asked| desktop.check(signed, asked));
            let refusal = || Refusal("The desktop app has not answered that.".into());
            right.then_some(()).ok_or_else(refusal)
        }
        (Some(_), Mean::Key(_)) if origin.is_empty() => {
            return Err(invalid_data([Detail::required().target("origin")]));
        }
        (Some(assertion), Mean::Key(key)) => match &mut key.state {
            KeyState::Registered(credential) => assertion.finish(origin, signed, credential),
            KeyState::Asked(_) => return Ok(()),
        },
        _ => return Ok(()),
    };
    if let Err(Refusal(why)) = finished {
        if device.count_failure(rules, now) == Verdict::Wrong(0) {
            authentication.fail(ATTEMPTS_EXCEEDED, now);
        }
        return Err(invalid("assertion", &why));
    }
    device.forgive();
    authentication.user_id = user_id;
    authentication.chosen = Some(Chosen::Device(id));
    authentication.complete(proven_by, now);
    context.signed_on(&authentication.user_id);
    Ok(())
}

/// The device that has been asked, or the one whose credential has signed.
fn asked<'a>(
    context: &'a Context<'_>,
    authentication: &Authentication,
    signed: &str,
) -> Option<&'a Device> {
    let devices = &context.env.mfa.devices;
    match &authentication.chosen {
        Some(Chosen::Device(id)) => devices.get(&authentication.user_id, id),
        _ => devices.with_credential(&Assertion::claimed_id(signed)?),
    }
}
