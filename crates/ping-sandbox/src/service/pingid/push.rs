//! A person with the PingID app answers.

use crate::domain::pingid::push::PingIdPush;
use crate::{
    base::{random::Random, timestamp::Timestamp},
    domain::control_error::ControlError,
    world::{Environment, context::Context},
};
use crate::{
    domain::pingid::{
        PingIdState,
        sessions::{Session, Stage},
    },
    service::pingid::challenge::cookie,
};

/// What the person does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Answer {
    /// With the right number, where there is one.
    Approve,
    ApproveWith(u32),
    Deny,
    /// Nothing yet, but the phone shows it.
    Claim,
}

/// The pushes that wait, oldest first.
pub(crate) fn waiting(context: &Context<'_>) -> Vec<PingIdPush> {
    let waiting = context.env.pingid.sessions.waiting(context.now());
    waiting.into_iter().filter_map(PingIdPush::of).collect()
}

/// The user answers the push that waits longest.
pub(crate) fn answer(
    context: &mut Context<'_>,
    user: &str,
    answer: Answer,
) -> Result<(), ControlError> {
    let waits = waiting(context).into_iter().find(|push| push.user_name == user);
    let push = waits.ok_or("no push waits for the user's answer")?;
    let now = context.now();
    let Environment { pingid, random, .. } = &mut *context.env;
    let number = push.number_for_matching;
    let stage = match answer {
        Answer::ApproveWith(_) if number.is_none() => {
            return Err("the push has no number to be entered".into());
        }
        Answer::ApproveWith(entered) if number != Some(entered) => Stage::Denied,
        Answer::Approve | Answer::ApproveWith(_) => approved(pingid, random, now, &push)?,
        Answer::Deny => Stage::Denied,
        Answer::Claim => {
            let session = session(pingid, &push)?;
            if let Stage::Push(push) = &mut session.stage {
                push.claimed = true;
            }
            return Ok(());
        }
    };
    session(pingid, &push)?.stage = stage;
    Ok(())
}

fn session<'a>(
    pingid: &'a mut PingIdState,
    push: &PingIdPush,
) -> Result<&'a mut Session, ControlError> {
    let session = pingid.sessions.get_mut(&push.session_id);
    session.map_err(|_| "the authentication is over".into())
}

fn approved(
    pingid: &mut PingIdState,
    random: &mut Random,
    now: Timestamp,
    push: &PingIdPush,
) -> Result<Stage, ControlError> {
    let session = session(pingid, push)?;
    let (with_cookie, service) = (session.policy.enforce, session.service.clone());
    let device = Some(push.device_id);
    let directory = &mut pingid.directory;
    directory.signed_on(&push.user_name, &service, device, now);
    let cookie = with_cookie.then(|| cookie(random, now));
    Ok(Stage::Approved { cookie })
}
