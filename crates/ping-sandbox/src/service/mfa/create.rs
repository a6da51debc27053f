//! Pairing: the devices' creation.

use serde_json::{Value, json};

use crate::{
    base::totp,
    dispatch::catalogue::{Call, Handler},
    wire::response::{Answer, ApiError, Detail, Failure, Response, invalid_data},
    world::context::Context,
};

use crate::{
    domain::mfa::{
        addresses,
        device::{Device, Kind},
        invalid, optional_text, policy, required_text,
    },
    service::mfa::{check_policy, otp},
};

/// The longest nickname, in characters.
const NICKNAME_LIMIT: usize = 100;

pub(super) fn routes() -> Vec<(&'static str, Handler)> {
    vec![
        ("mfa.create_mfa_device_sms", create),
        ("mfa.create_mfa_device_voice", create),
        ("mfa.create_mfa_device_email", create),
        ("mfa.create_mfa_device_whatsapp", create),
        ("mfa.create_mfa_device_totp", create),
        ("mfa.create_mfa_device_testing", create),
    ]
}

fn create(context: &mut Context<'_>, call: &Call<'_>) -> Answer {
    let user_id = call.param("userID");
    let username = context.require_user(user_id)?.text("username");
    let username = username.unwrap_or_default().to_owned();
    let body = Value::from(call.request.object()?.clone());
    let kind = Kind::parse(required_text(&body, "/type")?).ok_or_else(|| {
        invalid("type", "The value is not allowed here.", |detail| {
            detail.inner("allowedValues", vec!["EMAIL", "SMS", "VOICE"])
        })
    })?;
    check_policy(context, &body)?;
    let address = address(kind, &body)?;
    let test_mode = test_mode(kind, &body)?;
    let active = starts_active(kind, test_mode, &body)?;
    let nickname = match optional_text(&body, "/nickname")? {
        Some(text) => nickname(text)?,
        None => None,
    };
    check_limits(context, user_id, active)?;
    check_unpaired(context, user_id, kind, &address)?;

    let now = context.now();
    let mut device = Device {
        id: context.uuid(),
        user_id: user_id.to_owned(),
        kind,
        address,
        nickname,
        active,
        secret: Vec::new(),
        pairing: None,
        test_mode,
        created_at: now,
        updated_at: now,
        blocked_at: None,
        failures: 0,
        locked_until: None,
        used_steps: Vec::new(),
    };
    if kind == Kind::Totp {
        device.secret = context.env.random.bytes::<20>().to_vec();
    } else if !active {
        send_pairing_code(context, &mut device);
    }
    let mut body = device.resource(context);
    if kind == Kind::Totp {
        let secret = totp::base32(&device.secret);
        body["keyUri"] = totp::key_uri(&username, &secret).into();
        body["secret"] = secret.into();
    }
    context.env.mfa.devices.push(device);
    Ok(Response::created(&body))
}

/// Draws a passcode for the pairing and sends it, unless the device is in test mode.
pub(super) fn send_pairing_code(context: &mut Context<'_>, device: &mut Device) {
    let sent = otp::draw(context);
    if !device.test_mode {
        otp::deliver(
            context,
            device.kind,
            &device.address,
            &sent.otp,
            &device.user_id,
            "Pair this device with the passcode",
        );
    }
    device.pairing = Some(sent);
}

/// A nickname, if it is not empty.
pub(super) fn nickname(text: &str) -> Result<Option<String>, Failure> {
    if text.chars().count() > NICKNAME_LIMIT {
        let detail = Detail::too_long(NICKNAME_LIMIT).target("nickname");
        return Err(invalid_data([detail]));
    }
    Ok(Some(text.to_owned()).filter(|text| !text.is_empty()))
}

fn address(kind: Kind, body: &Value) -> Result<String, Failure> {
    match kind {
        Kind::Sms | Kind::WhatsApp => {
            addresses::phone(required_text(body, "/phone")?, "phone", true)
        }
        Kind::Voice => {
            // The environment's settings have extensions switched off.
            if optional_text(body, "/extension")?.is_some() {
                return Err(invalid(
                    "extension",
                    "Phone extensions are not enabled in the environment.",
                    |detail| detail,
                ));
            }
            addresses::phone(required_text(body, "/phone")?, "phone", false)
        }
        Kind::Email => addresses::email(required_text(body, "/email")?, "email"),
        Kind::Totp => Ok(String::new()),
    }
}

fn test_mode(kind: Kind, body: &Value) -> Result<bool, Failure> {
    match body.get("testMode") {
        None | Some(Value::Null) => Ok(false),
        Some(Value::Bool(true)) if matches!(kind, Kind::Totp | Kind::WhatsApp) => Err(invalid(
            "testMode",
            "Only EMAIL, SMS and VOICE devices have a test mode.",
            |detail| detail,
        )),
        Some(Value::Bool(test_mode)) => Ok(*test_mode),
        Some(_) => Err(invalid("testMode", "The value must be a boolean.", |d| d)),
    }
}

/// A worker pairs a device at once unless it asks for an activation; an authenticator app always
/// has to show that it has its secret.
fn starts_active(kind: Kind, test_mode: bool, body: &Value) -> Result<bool, Failure> {
    let allowed = |values: &[&str]| {
        invalid("status", "The value is not allowed here.", |detail| {
            detail.inner("allowedValues", values.to_vec())
        })
    };
    match optional_text(body, "/status")? {
        Some("ACTIVATION_REQUIRED") => Ok(false),
        Some("ACTIVE") if kind == Kind::Totp || test_mode => Err(allowed(&["ACTIVATION_REQUIRED"])),
        None if kind == Kind::Totp || test_mode => Ok(false),
        None | Some("ACTIVE") => Ok(true),
        Some(_) => Err(allowed(&["ACTIVE", "ACTIVATION_REQUIRED"])),
    }
}

/// The limit of paired devices, and of those that wait for their activation.
pub(super) fn check_limits(
    context: &Context<'_>,
    user_id: &str,
    active: bool,
) -> Result<(), Failure> {
    let limit = if active { policy::MAX_DEVICES } else { policy::MAX_PENDING };
    let count =
        context.env.mfa.devices_of(user_id).filter(|device| device.active == active).count();
    if count < limit {
        return Ok(());
    }
    Err(ApiError::new(
        429,
        "REQUEST_LIMITED",
        "The request could not be completed. The user has too many devices.",
    )
    .detail(
        Detail::new("LIMIT_EXCEEDED", format!("A user can have {limit} such devices at most."))
            .inner("quotaLimit", limit),
    )
    .into())
}

fn check_unpaired(
    context: &Context<'_>,
    user_id: &str,
    kind: Kind,
    address: &str,
) -> Result<(), Failure> {
    let Some(member) = kind.address_member() else {
        return Ok(());
    };
    let twin = context
        .env
        .mfa
        .devices_of(user_id)
        .find(|device| device.active && device.kind == kind && device.address == address);
    match twin {
        None => Ok(()),
        Some(device) => Err(invalid_data([Detail::new(
            "UNIQUENESS_VIOLATION",
            "The user has such a device already.",
        )
        .target(member)
        .inner("existingId", json!(device.id))])),
    }
}
