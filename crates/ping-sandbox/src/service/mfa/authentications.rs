//! The operations on device authentications.

use serde_json::{Map, Value};

use crate::{
    dispatch::catalogue::{Call, Handler},
    wire::response::{
        Answer, ApiError, Detail, Failure, Response, invalid_data, not_found, request_failed,
    },
    world::context::Context,
};

use crate::{
    domain::mfa::{
        AUTHENTICATION_LIFETIME, MfaState, addresses,
        authentication::{Authentication, Chosen, Error, Status, no_usable_devices},
        device::{Device, Kind},
        invalid, optional_text,
        otp::Verdict,
        required_text,
    },
    service::mfa::{
        check_policy,
        otp::{self},
    },
};

pub(super) fn routes() -> Vec<(&'static str, Handler)> {
    vec![
        ("mfa.initialize_device_authentication", initialize),
        ("mfa.initialize_device_authentication_custom_notification", initialize),
        ("mfa.initialize_device_authentication_with_device", initialize),
        ("mfa.initialize_device_authentication_with_otp", initialize),
        ("mfa.initialize_device_authentication_one_time_sms", initialize),
        ("mfa.initialize_device_authentication_one_time_voice", initialize),
        ("mfa.initialize_device_authentication_one_time_email", initialize),
        ("mfa.select_device_for_authentication", select_device),
        ("mfa.validate_otp_for_device", validate_otp),
        ("mfa.cancel_device_authentication", cancel),
        ("mfa.read_device_authentication", read),
    ]
}

impl Context<'_> {
    fn is_usable(&self, device: &Device) -> bool {
        device.is_usable(self.now())
    }

    /// Where an authentication is in the list: 404 if it never was, 410 if its time is up.
    fn authentication_index(&self, call: &Call<'_>) -> Result<usize, Failure> {
        let id = call.param("deviceAuthID");
        let index = self
            .env
            .mfa
            .authentications
            .iter()
            .position(|authentication| authentication.id == id)
            .ok_or_else(not_found)?;
        if self.shared.age(self.env.mfa.authentications[index].created_at)
            >= AUTHENTICATION_LIFETIME
        {
            return Err(ApiError::new(
                410,
                "REQUEST_FAILED",
                "The request could not be completed. The device authentication has expired.",
            )
            .into());
        }
        Ok(index)
    }

    /// As [`Context::authentication_index`], where something can still be done.
    fn open_authentication_index(&self, call: &Call<'_>) -> Result<usize, Failure> {
        let index = self.authentication_index(call)?;
        if self.env.mfa.authentications[index].status.is_final() {
            return Err(request_failed("The device authentication has come to its end."));
        }
        Ok(index)
    }

    fn authentication_answer(&self, index: usize) -> Answer {
        let body = self.env.mfa.authentications[index].resource(self);
        Ok(Response::hal(200, &body))
    }
}

fn initialize(context: &mut Context<'_>, call: &Call<'_>) -> Answer {
    let body = Value::from(call.request.object()?.clone());
    let user_id = required_text(&body, "/user/id")?;
    let user = context.require_user(user_id)?;
    if user.body["mfaEnabled"] != true {
        return Err(ApiError::new(
            400,
            "REQUEST_FAILED",
            "The request could not be completed. Multi-factor authentication is not enabled for \
             the user.",
        )
        .detail(
            Detail::new(
                "ACCOUNT_NOT_USABLE",
                "Enable multi-factor authentication for the user first.",
            )
            .target("user.id"),
        )
        .into());
    }
    check_policy(context, &body)?;
    let now = context.now();
    let mut authentication = Authentication {
        id: context.uuid(),
        user_id: user_id.to_owned(),
        status: Status::DeviceSelectionRequired,
        chosen: None,
        sent: None,
        test_mode: false,
        about: about(&body)?,
        error: None,
        created_at: now,
        updated_at: now,
    };
    if body.pointer("/selectedDevice/oneTime").is_some() {
        choose_one_time(context, &mut authentication, &body)?;
    } else if body.pointer("/selectedDevice/otp").is_some() {
        check_given_otp(context, &mut authentication, &body)?;
    } else if let Some(id) = optional_text(&body, "/selectedDevice/id")? {
        let device = owned_device(context, user_id, id, "selectedDevice.id")?;
        if context.is_usable(device) {
            choose_device(context, &mut authentication, id);
        } else {
            let error = no_usable_devices([device].into_iter());
            authentication.fail(error);
        }
    } else {
        let usable: Vec<String> = context
            .env
            .mfa
            .devices_of(user_id)
            .filter(|device| context.is_usable(device))
            .map(|device| device.id.clone())
            .collect();
        match usable.as_slice() {
            [] => {
                let error = no_usable_devices(context.env.mfa.devices_of(user_id));
                authentication.fail(error);
            }
            [_, _, ..] if context.env.mfa.prompt_to_select => {}
            [first, ..] => choose_device(context, &mut authentication, first),
        }
    }
    let body = authentication.resource(context);
    let lifetime = AUTHENTICATION_LIFETIME;
    // What has long expired would be answered 410 for ever; a day of that is enough.
    let MfaState { authentications, kept, .. } = &mut context.env.mfa;
    authentications.retain(|old| now.since(old.created_at) < lifetime * 24);
    authentications.push(authentication);
    let sizes = authentications.iter().rev().map(|kept| kept.about.len());
    authentications.drain(..kept.surplus(sizes));
    Ok(Response::created(&body))
}

/// What the messages of an authentication say, by its notification.
fn about(body: &Value) -> Result<String, Failure> {
    if body.pointer("/notification/template").is_none() {
        return Ok("Sign in with the passcode".to_owned());
    }
    let name = required_text(body, "/notification/template/name")?;
    if !matches!(name, "strong_authentication" | "transaction") {
        return Err(invalid(
            "notification.template.name",
            "The value is not one of the allowed ones.",
            |detail| detail.inner("allowedValues", vec!["strong_authentication", "transaction"]),
        ));
    }
    let none = Map::new();
    let variables = body
        .pointer("/notification/template/variables")
        .and_then(Value::as_object)
        .unwrap_or(&none);
    let variables: Vec<String> = variables
        .iter()
        .map(|(name, value)| format!("{name} {}", value.as_str().unwrap_or_default()))
        .collect();
    let what = if name == "transaction" { "Approve the transaction" } else { "Sign in" };
    Ok(match variables.as_slice() {
        [] => format!("{what} with the passcode"),
        variables => format!("{what} ({}) with the passcode", variables.join(", ")),
    })
}

fn owned_device<'a>(
    context: &'a Context<'_>,
    user_id: &'a str,
    id: &str,
    target: &str,
) -> Result<&'a Device, Failure> {
    context
        .env
        .mfa
        .devices_of(user_id)
        .find(|device| device.id == id && device.active)
        .ok_or_else(|| invalid(target, "The user has no such active device.", |d| d))
}

/// Goes on with one of the user's usable devices: a message device gets a new passcode.
fn choose_device(context: &mut Context<'_>, authentication: &mut Authentication, id: &str) {
    let Some(device) = context.env.mfa.devices.iter().find(|device| device.id == id) else {
        return;
    };
    let (kind, address, test_mode) = (device.kind, device.address.clone(), device.test_mode);
    authentication.chosen = Some(Chosen::Device(id.to_owned()));
    authentication.test_mode = test_mode;
    send(context, authentication, kind, &address);
}

fn send(context: &mut Context<'_>, authentication: &mut Authentication, kind: Kind, address: &str) {
    authentication.status = Status::OtpRequired;
    authentication.updated_at = context.now();
    authentication.sent = None;
    if kind == Kind::Totp {
        return;
    }
    let sent = otp::draw(context);
    if !authentication.test_mode {
        otp::deliver(
            context,
            kind,
            address,
            &sent.otp,
            &authentication.user_id,
            &authentication.about,
        );
    }
    authentication.sent = Some(sent);
}

fn choose_one_time(
    context: &mut Context<'_>,
    authentication: &mut Authentication,
    body: &Value,
) -> Result<(), Failure> {
    let kind = match required_text(body, "/selectedDevice/oneTime/type")? {
        "SMS" => Kind::Sms,
        "VOICE" => Kind::Voice,
        "EMAIL" => Kind::Email,
        _ => {
            return Err(invalid(
                "selectedDevice.oneTime.type",
                "The value is not one of the allowed ones.",
                |detail| detail.inner("allowedValues", vec!["SMS", "VOICE", "EMAIL"]),
            ));
        }
    };
    let address = if kind == Kind::Email {
        let pointer = "/selectedDevice/oneTime/email";
        addresses::email(required_text(body, pointer)?, "selectedDevice.oneTime.email")?
    } else {
        let pointer = "/selectedDevice/oneTime/phone";
        addresses::phone(
            required_text(body, pointer)?,
            "selectedDevice.oneTime.phone",
            kind == Kind::Sms,
        )?
    };
    authentication.test_mode =
        body.pointer("/selectedDevice/oneTime/testMode") == Some(&Value::Bool(true));
    send(context, authentication, kind, &address);
    authentication.chosen = Some(Chosen::OneTime { kind, address });
    Ok(())
}

/// An authentication that brings its passcode is complete at once or does not come about.
fn check_given_otp(
    context: &mut Context<'_>,
    authentication: &mut Authentication,
    body: &Value,
) -> Result<(), Failure> {
    let given = otp::of_body(body, "/selectedDevice/otp")?;
    let only = optional_text(body, "/selectedDevice/id")?;
    let user_id = &authentication.user_id;
    if let Some(id) = only {
        let device = owned_device(context, user_id, id, "selectedDevice.id")?;
        if !context.is_usable(device) {
            let error = no_usable_devices([device].into_iter());
            authentication.fail(error);
            return Ok(());
        }
    }
    let now = context.now();
    let mut attempts = 0;
    let applicable = context.env.mfa.devices.iter_mut().filter(|device| {
        device.user_id == *user_id
            && device.kind == Kind::Totp
            && device.is_usable(now)
            && only.is_none_or(|id| id == device.id)
    });
    for device in applicable {
        match device.check_totp(&given, now) {
            Verdict::Right => {
                authentication.chosen = Some(Chosen::Device(device.id.clone()));
                authentication.status = Status::Completed;
                return Ok(());
            }
            Verdict::Wrong(left) => attempts = left.max(attempts),
            Verdict::Expired => {}
        }
    }
    Err(otp::wrong(attempts))
}

fn select_device(context: &mut Context<'_>, call: &Call<'_>) -> Answer {
    let index = context.open_authentication_index(call)?;
    let body = Value::from(call.request.object()?.clone());
    let id = required_text(&body, "/device/id")?;
    let user_id = context.env.mfa.authentications[index].user_id.clone();
    let device = owned_device(context, &user_id, id, "device.id")?;
    if !context.is_usable(device) {
        return Err(invalid("device.id", "The device is blocked or locked.", |detail| detail));
    }
    let mut authentication = context.env.mfa.authentications.remove(index);
    choose_device(context, &mut authentication, id);
    context.env.mfa.authentications.insert(index, authentication);
    context.authentication_answer(index)
}

fn validate_otp(context: &mut Context<'_>, call: &Call<'_>) -> Answer {
    let index = context.open_authentication_index(call)?;
    let given = otp::of_body(&Value::from(call.request.object()?.clone()), "/otp")?;
    let now = context.now();
    let mfa = &mut context.env.mfa;
    let authentication = &mut mfa.authentications[index];
    if authentication.status != Status::OtpRequired {
        return Err(request_failed("Select a device first."));
    }
    let device = match &authentication.chosen {
        Some(Chosen::Device(id)) => {
            let device = mfa.devices.iter_mut().find(|device| device.id == *id);
            match device {
                Some(device) if device.is_usable(now) => Some(device),
                device => {
                    let error = no_usable_devices(device.map(|device| &*device).into_iter());
                    authentication.fail(error);
                    authentication.updated_at = now;
                    return context.authentication_answer(index);
                }
            }
        }
        _ => None,
    };
    let verdict = match (&mut authentication.sent, device) {
        (Some(sent), Some(device)) => match sent.check(&given, now) {
            // The device counts, over all its authentications.
            Verdict::Wrong(_) => device.count_failure(now),
            Verdict::Right => {
                device.failures = 0;
                Verdict::Right
            }
            Verdict::Expired => Verdict::Expired,
        },
        (Some(sent), None) => sent.check(&given, now),
        (None, Some(device)) => device.check_totp(&given, now),
        (None, None) => Verdict::Expired,
    };
    match verdict {
        Verdict::Expired => Err(otp::expired()),
        Verdict::Wrong(attempts) => {
            if attempts == 0 {
                authentication.fail(Error {
                    code: "OTP_ATTEMPTS_EXCEEDED",
                    message: "The passcode was wrong too often.",
                    unavailable: Vec::new(),
                });
                authentication.updated_at = now;
            }
            Err(otp::wrong(attempts))
        }
        Verdict::Right => {
            authentication.status = Status::Completed;
            authentication.sent = None;
            authentication.updated_at = now;
            context.authentication_answer(index)
        }
    }
}

fn cancel(context: &mut Context<'_>, call: &Call<'_>) -> Answer {
    let index = context.open_authentication_index(call)?;
    let body = call.request.object_or_empty()?;
    if body.get("reason").is_some_and(|reason| !reason.is_string()) {
        return Err(invalid_data([
            Detail::new("INVALID_VALUE", "The value must be a string.").target("reason")
        ]));
    }
    let now = context.now();
    let authentication = &mut context.env.mfa.authentications[index];
    authentication.status = Status::DeviceSelectionRequired;
    authentication.sent = None;
    authentication.updated_at = now;
    context.authentication_answer(index)
}

fn read(context: &mut Context<'_>, call: &Call<'_>) -> Answer {
    let index = context.authentication_index(call)?;
    context.authentication_answer(index)
}
