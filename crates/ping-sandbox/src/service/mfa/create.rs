//! Pairing: the devices' creation.

use serde_json::{Value, json};

use crate::{
    base::{oath::Oath, otpauth},
    dispatch::catalogue::{Call, Handler},
    domain::mfa::{
        addresses::Address,
        device::Device,
        devices::MAX_PENDING,
        kind::Kind,
        mean::{Mean, Message},
        read::{invalid, not_among, optional_flag, optional_text, required_text},
        rules::Rules,
        settings::Settings,
    },
    service::mfa::{otp::Letter, policy_of},
    wire::response::{Answer, ApiError, Detail, Failure, Response, invalid_data},
    world::context::Context,
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
    context.require_user(user_id)?;
    let body = Value::from(call.request.object()?.clone());
    let kind = Kind::parse(required_text(&body, "/type")?)
        .ok_or_else(|| not_among("type", &Kind::names()))?;
    let policy = policy_of(context, &body)?;
    let rules = policy.rules(kind);
    let policy_id = policy.id.to_owned();
    if !rules.pairing {
        return Err(invalid("type", "The policy does not allow such devices.", |detail| detail));
    }
    let mean = mean(context, kind, &body)?;
    let active = starts_active(&mean, &body)?;
    let nickname = match optional_text(&body, "/nickname")? {
        Some(text) => nickname(text)?,
        None => None,
    };
    check_limits(context, user_id, active)?;
    check_unpaired(context, user_id, &mean)?;

    let mut device = Device::new(context.uuid(), user_id, mean, context.now());
    device.policy_id = policy_id;
    device.nickname = nickname;
    device.active = active;
    if !active {
        send_pairing_code(context, &mut device, rules);
    }
    let mut body = device.resource(context);
    show_key(context, &device, &mut body);
    context.env.mfa.devices.put(device);
    Ok(Response::created(&body))
}

/// What a new device proves itself with.
fn mean(context: &mut Context<'_>, kind: Kind, body: &Value) -> Result<Mean, Failure> {
    let test_mode = optional_flag(body, "/testMode")?;
    if test_mode && !kind.has_test_mode() {
        let why = "Only EMAIL, SMS and VOICE devices have a test mode.";
        return Err(invalid("testMode", why, |detail| detail));
    }
    Ok(match kind {
        Kind::Message(channel) => {
            let extensions = Settings::of(&context.env.store).phone_extensions();
            let address = Address::read(channel, body, "", extensions)?;
            Mean::Message(Message { address, test_mode, pairing: None })
        }
        Kind::Totp => Mean::App(Oath::app(context.env.random.bytes::<20>().to_vec())),
    })
}

/// Draws a passcode for the pairing of what gets its passcodes by message, and sends it.
pub(super) fn send_pairing_code(context: &mut Context<'_>, device: &mut Device, rules: Rules) {
    if let Mean::Message(Message { address, test_mode, pairing }) = &mut device.mean {
        let letter = Letter {
            to: address,
            user_id: &device.user_id,
            about: "Pair this device with the passcode",
            test_mode: *test_mode,
        };
        *pairing = Some(letter.send(rules, context));
    }
}

/// The key of an authenticator app, which is shown once.
fn show_key(context: &Context<'_>, device: &Device, body: &mut Value) {
    if let Mean::App(oath) = &device.mean {
        let user = context.require_user(&device.user_id).ok();
        let account = user.and_then(|user| user.text("username")).unwrap_or_default();
        let secret = otpauth::base32(oath.secret());
        let policy = device.policy(context);
        let parameters = policy.uri_parameters().into_iter();
        body["keyUri"] = otpauth::key_uri(account, &secret, parameters).into();
        body["secret"] = secret.into();
    }
}

/// A nickname, if it is not empty.
pub(super) fn nickname(text: &str) -> Result<Option<String>, Failure> {
    if text.chars().count() > NICKNAME_LIMIT {
        let detail = Detail::too_long(NICKNAME_LIMIT).target("nickname");
        return Err(invalid_data([detail]));
    }
    Ok(Some(text.to_owned()).filter(|text| !text.is_empty()))
}

/// A worker pairs a device at once unless it asks for an activation, or the device has something
/// to show first.
fn starts_active(mean: &Mean, body: &Value) -> Result<bool, Failure> {
    let has_to_show = !mean.can_start_active();
    match optional_text(body, "/status")? {
        Some("ACTIVATION_REQUIRED") => Ok(false),
        Some("ACTIVE") if has_to_show => Err(not_among("status", &["ACTIVATION_REQUIRED"])),
        None => Ok(!has_to_show),
        Some("ACTIVE") => Ok(true),
        Some(_) => Err(not_among("status", &["ACTIVE", "ACTIVATION_REQUIRED"])),
    }
}

/// The limit of paired devices, and of those that wait for their activation.
pub(super) fn check_limits(
    context: &Context<'_>,
    user_id: &str,
    active: bool,
) -> Result<(), Failure> {
    let limit = if active { Settings::of(&context.env.store).max_devices() } else { MAX_PENDING };
    let devices = context.env.mfa.devices.of(user_id);
    if devices.filter(|device| device.active == active).count() < limit {
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

fn check_unpaired(context: &Context<'_>, user_id: &str, mean: &Mean) -> Result<(), Failure> {
    let Some(address) = mean.address() else {
        return Ok(());
    };
    let mut devices = context.env.mfa.devices.of(user_id);
    match devices.find(|device| device.active && device.mean.address() == Some(address)) {
        None => Ok(()),
        Some(device) => Err(invalid_data([Detail::new(
            "UNIQUENESS_VIOLATION",
            "The user has such a device already.",
        )
        .target(Address::member(address.channel))
        .inner("existingId", json!(device.id))])),
    }
}
