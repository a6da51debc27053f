//! Pushes to phones with a native app, and the people who answer them.

use crate::{
    domain::{
        control_error::ControlError,
        mfa::{
            authentication::{Authentication, Error},
            mean::Mean,
            phone::{MfaPush, Push},
            rules::Policy,
        },
        notice::Says,
    },
    world::{Environment, context::Context},
};

/// What proves an authentication that a push completes.
const BY_PUSH: &[&str] = &["mfa", "user"];

/// What the person does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Answer {
    /// With the right number, where there is one.
    Approve,
    ApproveWith(u32),
    Deny,
    /// Nothing, until the push's time is over.
    TimeOut,
}

/// A push to a device that is chosen, where it takes pushes.
pub(super) fn ask(
    context: &mut Context<'_>,
    authentication: &Authentication,
    id: &str,
) -> Option<Push> {
    let device = context.env.mfa.devices.get(&authentication.user_id, id)?;
    let Mean::Mobile(phone) = &device.mean else {
        return None;
    };
    let policy = authentication.policy(context);
    let rules = policy.push(phone.about.application_id.as_deref());
    if !phone.about.push_enabled || !rules.enabled {
        return None;
    }
    let number = rules.number_matching.then(|| context.env.random.below(90) as u32 + 10);
    let until = context.now() + rules.timeout;
    let (user_id, wording) = (&authentication.user_id, &authentication.wording);
    let written = context.write("Push", user_id, wording, Says::Nothing)?;
    let title = written.title.unwrap_or_default();
    // assumes: client-context
    let client_context = wording.client_context.clone();
    Some(Push { until, number, title, text: written.text, client_context })
}

/// The pushes that wait, oldest first.
pub(crate) fn waiting(context: &Context<'_>) -> Vec<MfaPush> {
    let all = context.env.mfa.authentications.iter();
    all.filter_map(|one| {
        let push = one.push.as_ref()?;
        Some(MfaPush {
            authentication_id: one.id.clone(),
            user_id: one.user_id.clone(),
            device_id: one.device_id()?.to_owned(),
            title: push.title.clone(),
            text: push.text.clone(),
            number: push.number,
            client_context: push.client_context.clone(),
        })
    })
    .collect()
}

/// The user answers the push that waits longest.
pub(crate) fn answer(
    context: &mut Context<'_>,
    user_id: &str,
    answer: Answer,
) -> Result<(), ControlError> {
    let now = context.now();
    let Environment { id: environment, mfa, store, .. } = &mut *context.env;
    let mut waiting = mfa.authentications.iter_mut();
    let found = waiting.find(|one| one.push.is_some() && one.user_id == user_id);
    let authentication = found.ok_or("no push waits for the user's answer")?;
    let number = authentication.push.as_ref().and_then(|push| push.number);
    let approved = match answer {
        Answer::ApproveWith(_) if number.is_none() => {
            return Err("the push has no number to be entered".into());
        }
        Answer::ApproveWith(entered) => number == Some(entered),
        Answer::Approve => true,
        Answer::Deny | Answer::TimeOut => false,
    };
    let id = authentication.device_id().unwrap_or_default().to_owned();
    let device = mfa.devices.get_mut(user_id, &id).ok_or("the device is no more")?;
    let Mean::Mobile(phone) = &mut device.mean else {
        return Err("the device is no phone".into());
    };
    if approved {
        phone.failed_pushes.clear();
        device.forgive();
        authentication.complete(BY_PUSH, now);
        context.organization.sign_ons.note(environment, user_id, now);
        return Ok(());
    }
    let policy = Policy::or_default(store, &authentication.policy_id);
    let rules = policy.push(phone.about.application_id.as_deref());
    device.count_push(rules, now);
    if answer == Answer::TimeOut {
        authentication.time_out(now);
        return Ok(());
    }
    let message = "The user has denied the push.";
    authentication.fail(Error { code: "PUSH_DENIED", message, unavailable: Vec::new() }, now);
    Ok(())
}
