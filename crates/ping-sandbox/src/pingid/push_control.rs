//! What a person does with the PingID app, and how the account is set for authentications.

use serde_json::{Map, Value, json};

use super::{
    PingId,
    control::number,
    device::App,
    push::{self, Answer as Push, PingIdPush},
    sessions::Sessions,
};
use crate::{
    context::Context,
    control::text,
    control_error::ControlError,
    request::Request,
    response::{Answer, Failure, Response},
};

impl PingId {
    /// The pushes that wait for an answer, oldest first.
    pub fn pushes(&self) -> Vec<PingIdPush> {
        self.tenant.look(|context| push::waiting(context))
    }

    /// The push that waits for that user's answer; waits until there is one: wrap it in a timeout
    /// where none may come.
    pub async fn next_push(&self, user_name: &str) -> PingIdPush {
        loop {
            let changed = self.tenant.running.changed();
            let mut pushes = self.pushes().into_iter();
            if let Some(push) = pushes.find(|push| push.user_name == user_name) {
                return push;
            }
            changed.await;
        }
    }

    /// The user approves the push that waits; where number matching is on, with the right number.
    ///
    /// # Errors
    ///
    /// If no push waits for the user's answer.
    pub fn approve(&self, user_name: &str) -> Result<(), ControlError> {
        self.answer(user_name, Push::Approve)
    }

    /// The user enters this number and approves. A wrong one counts as a denial.
    ///
    /// # Errors
    ///
    /// If no push waits for the user's answer, or the one that does has no number.
    pub fn approve_with_number(&self, user_name: &str, number: u32) -> Result<(), ControlError> {
        self.answer(user_name, Push::ApproveWith(number))
    }

    /// The user denies the push that waits.
    ///
    /// # Errors
    ///
    /// If no push waits for the user's answer.
    pub fn deny(&self, user_name: &str) -> Result<(), ControlError> {
        self.answer(user_name, Push::Deny)
    }

    /// The phone shows the push that waits, and nobody answers yet.
    ///
    /// # Errors
    ///
    /// If no push waits for the user's answer.
    pub fn claim_push(&self, user_name: &str) -> Result<(), ControlError> {
        self.answer(user_name, Push::Claim)
    }

    fn answer(&self, user_name: &str, answer: Push) -> Result<(), ControlError> {
        let answer = |context: &mut Context<'_>| push::answer(context, user_name, answer);
        self.tenant.change(answer)
    }

    /// Whether pushes get to that phone; at first they do.
    ///
    /// # Errors
    ///
    /// If nobody has paired a phone of that id with the PingID app.
    pub fn reachable(&self, device_id: u64, reachable: bool) -> Result<(), ControlError> {
        self.tenant.change(|context| {
            phone(context, device_id)?.reachable = reachable;
            Ok(())
        })
    }

    /// Whether that phone takes pushes; at first it does.
    ///
    /// # Errors
    ///
    /// If nobody has paired a phone of that id with the PingID app.
    pub fn push_enabled(&self, device_id: u64, enabled: bool) -> Result<(), ControlError> {
        self.tenant.change(|context| {
            phone(context, device_id)?.push_enabled = enabled;
            Ok(())
        })
    }

    /// The passcode that the PingID app on that phone or computer shows; another one once it was
    /// used.
    ///
    /// # Errors
    ///
    /// If nobody has paired a device of that id with the PingID app.
    pub fn app_otp(&self, device_id: u64) -> Result<String, ControlError> {
        self.tenant.look(|context| app_otp(context, device_id))
    }

    fn set(&self, set: impl FnOnce(&mut Sessions)) {
        self.tenant
            .change(|context| set(&mut context.env.pingid.sessions));
    }

    /// Whether a push whose outcome is polled for has a number that must be entered; at first not.
    pub fn number_matching(&self, on: bool) {
        self.set(|sessions| sessions.number_matching = on);
    }

    /// Whether a user with several usable devices chooses one; at first the default one is taken.
    pub fn device_selection(&self, on: bool) {
        self.set(|sessions| sessions.device_selection = on);
    }

    /// Whether users can authenticate with other devices than their primary one; at first they can.
    pub fn multiple_devices(&self, on: bool) {
        self.set(|sessions| sessions.multiple_devices = on);
    }

    /// Whether FinishWebAuthnPasswordlessAuth asks for the evaluation of policies; at first not.
    pub fn passwordless_policy(&self, on: bool) {
        self.set(|sessions| sessions.passwordless_policy = on);
    }
}

fn app<'a>(context: &'a mut Context<'_>, device: u64) -> Result<&'a mut App, ControlError> {
    let app = context.env.pingid.directory.app_mut(device);
    app.ok_or_else(|| "no device of that id has the PingID app".into())
}

fn phone<'a>(context: &'a mut Context<'_>, device: u64) -> Result<&'a mut App, ControlError> {
    let app = app(context, device)?;
    if !app.is_phone() {
        return Err("the device is no phone".into());
    }
    Ok(app)
}

fn app_otp(context: &mut Context<'_>, device: u64) -> Result<String, ControlError> {
    let now = context.now();
    let oath = &app(context, device)?.oath;
    Ok(oath.code(oath.present(now)))
}

/// Answers the endpoints of this file; `None` if the path is none of them.
pub(super) fn control(
    context: &mut Context<'_>,
    request: &Request,
    path: &[&str],
) -> Option<Answer> {
    Some(match (request.method.as_str(), path) {
        ("GET", ["pushes"]) => Ok(pushes(context)),
        ("POST", ["approve"]) => approve_endpoint(context, request),
        ("POST", ["deny"]) => answer_endpoint(context, request, Push::Deny),
        ("POST", ["claim-push"]) => answer_endpoint(context, request, Push::Claim),
        ("PUT", ["device"]) => device_endpoint(context, request),
        ("POST", ["app-otp"]) => app_otp_endpoint(context, request),
        ("PUT", ["settings"]) => settings_endpoint(context, request),
        _ => return None,
    })
}

fn pushes(context: &mut Context<'_>) -> Response {
    let pushes: Vec<Value> = push::waiting(context)
        .into_iter()
        .map(|push| {
            json!({
                "sessionId": push.session_id,
                "userName": push.user_name,
                "deviceId": push.device_id,
                "numberForMatching": push.number_for_matching,
            })
        })
        .collect();
    Response::json(200, &json!({ "pushes": pushes }))
}

fn answer_endpoint(context: &mut Context<'_>, request: &Request, answer: Push) -> Answer {
    push::answer(context, text(request.object()?, "userName")?, answer)?;
    Ok(Response::empty(204))
}

fn approve_endpoint(context: &mut Context<'_>, request: &Request) -> Answer {
    let answer = match request.object()?.get("number") {
        None | Some(Value::Null) => Push::Approve,
        Some(_) => {
            let number = u32::try_from(number(request, "number")?);
            Push::ApproveWith(number.map_err(|_| ControlError::from("number is out of range"))?)
        }
    };
    answer_endpoint(context, request, answer)
}

fn device_id(request: &Request) -> Result<u64, Failure> {
    let id = u64::try_from(number(request, "deviceId")?);
    Ok(id.map_err(|_| ControlError::from("deviceId must not be negative"))?)
}

/// A switch that may be left out.
fn switch(body: &Map<String, Value>, name: &str) -> Result<Option<bool>, ControlError> {
    match body.get(name) {
        None => Ok(None),
        Some(Value::Bool(on)) => Ok(Some(*on)),
        Some(_) => Err(format!("{name} must be true or false").into()),
    }
}

fn device_endpoint(context: &mut Context<'_>, request: &Request) -> Answer {
    let body = request.object()?;
    let (reachable, enabled) = (switch(body, "reachable")?, switch(body, "pushEnabled")?);
    let phone = phone(context, device_id(request)?)?;
    phone.reachable = reachable.unwrap_or(phone.reachable);
    phone.push_enabled = enabled.unwrap_or(phone.push_enabled);
    Ok(Response::empty(204))
}

fn app_otp_endpoint(context: &mut Context<'_>, request: &Request) -> Answer {
    let otp = app_otp(context, device_id(request)?)?;
    Ok(Response::json(200, &json!({ "otp": otp })))
}

fn settings_endpoint(context: &mut Context<'_>, request: &Request) -> Answer {
    let body = request.object()?;
    let sessions = &mut context.env.pingid.sessions;
    let settings = [
        ("numberMatching", &mut sessions.number_matching),
        ("deviceSelection", &mut sessions.device_selection),
        ("multipleDevices", &mut sessions.multiple_devices),
        ("passwordlessPolicy", &mut sessions.passwordless_policy),
    ];
    // All of them or, if one is refused, none.
    let read = |(name, setting)| Ok((setting, switch(body, name)?));
    let settings: Vec<(&mut bool, _)> = settings
        .into_iter()
        .map(read)
        .collect::<Result<_, ControlError>>()?;
    for (setting, on) in settings {
        *setting = on.unwrap_or(*setting);
    }
    Ok(Response::empty(204))
}
