//! Pairing: the devices' creation.

use http::header::SET_COOKIE;
use serde_json::{Value, json};

use crate::{
    base::{oath::Oath, otpauth, webauthn},
    dispatch::catalogue::{Call, Handler},
    domain::{
        mfa::{
            addresses::Address,
            browser::Browser,
            desktop::Desktop,
            device::Device,
            devices::MAX_PENDING,
            kind::Kind,
            mean::{HeldToken, Key, KeyState, Mean, Message},
            oath_tokens::by_serial,
            policies::POLICIES,
            rules::{Policy, Rules},
            settings::Settings,
        },
        notice::{LOCALE, VARIABLES, VARIANT, Wording},
        platform::{notification_policies::NOTIFICATION_POLICIES, templates::DEVICE_PAIRING},
    },
    service::mfa::{
        fido,
        new_devices::announce,
        otp::Letter,
        policy::{invalid, policy_of},
    },
    store::{
        Sent,
        schema::{Member, cases, choice, flag, object, reference, text},
    },
    wire::response::{Answer, ApiError, Detail, Failure, Response, invalid_data},
    world::context::Context,
};

/// The types that can be created.
const TYPES: &[&str] = &[
    "SMS",
    "VOICE",
    "EMAIL",
    "WHATSAPP",
    "TOTP",
    "OATH_TOKEN",
    "FIDO2",
    "PLATFORM",
    "SECURITY_KEY",
    "YUBIKEY",
    "PINGID_DESKTOP_GEN2",
    "BROWSER",
];
/// How many browsers of a user are remembered at once.
const BROWSERS: usize = 50;
const SESSION: &[Member] = &[text("id", 1, 256).required()];
/// The nickname, which an empty text takes away.
pub(super) const NICKNAME: Member = text("nickname", 0, 100);
const TEST_MODE: Member = flag("testMode");
const PHONE: Member = text("phone", 1, 64).required();
const TEMPLATE: &[Member] = &[LOCALE, VARIANT, VARIABLES];
const NOTIFIED: &[Member] =
    &[object("template", TEMPLATE), reference("policy", &NOTIFICATION_POLICIES)];
const NOTIFICATION: Member = object("notification", NOTIFIED);
const KEY: &[Member] = &[
    object("rp", &[text("id", 1, 253).required(), text("name", 1, 256).required()]).required(),
    object("webAuthn", &[text("challenge", 1, 1024)]),
];

const DESKTOP: &[Member] = &[object("rp", &[text("id", 1, 253), text("name", 1, 256)])];

const MEMBERS: &[Member] = &[
    choice("type", TYPES).required(),
    reference("policy", &POLICIES),
    NICKNAME,
    choice("status", &["ACTIVE", "ACTIVATION_REQUIRED"]),
    cases(
        "type",
        &[
            ("SMS", &[PHONE, TEST_MODE, NOTIFICATION]),
            ("VOICE", &[PHONE, text("extension", 1, 50), TEST_MODE, NOTIFICATION]),
            ("EMAIL", &[text("email", 1, 256).required(), TEST_MODE, NOTIFICATION]),
            ("WHATSAPP", &[PHONE, TEST_MODE]),
            ("TOTP", &[TEST_MODE]),
            ("OATH_TOKEN", &[text("serialNumber", 1, 50).required()]),
            ("FIDO2", KEY),
            ("PLATFORM", KEY),
            ("SECURITY_KEY", KEY),
            ("YUBIKEY", &[text("otp", 1, 256).required()]),
            ("PINGID_DESKTOP_GEN2", DESKTOP),
            ("BROWSER", &[text("payload", 1, 65_536).required(), object("session", SESSION)]),
        ],
    ),
];

pub(super) fn routes() -> Vec<(&'static str, Handler)> {
    let mut routes: Vec<(&'static str, Handler)> = vec![
        ("mfa.create_mfa_device_sms", create),
        ("mfa.create_mfa_device_voice", create),
        ("mfa.create_mfa_device_email", create),
        ("mfa.create_mfa_device_whatsapp", create),
        ("mfa.create_mfa_device_totp", create),
        ("mfa.create_mfa_device_oath_token", create),
        ("mfa.create_mfa_device_testing", create),
        ("mfa.create_mfa_device_yubikey", create),
        ("mfa.create_mfa_device_pingid_desktop", create),
        ("mfa.create_remember_me_device", create),
    ];
    if webauthn::AVAILABLE {
        routes.extend([
            ("mfa.create_mfa_device_fido2", create as Handler),
            ("mfa.create_mfa_device_platform", create),
            ("mfa.create_mfa_device_security_key", create),
        ]);
    }
    routes
}

fn create(context: &mut Context<'_>, call: &Call<'_>) -> Answer {
    let user_id = call.param("userID");
    context.require_user(user_id)?;
    let body = context.body(call, MEMBERS)?;
    let kind = Kind::parse(body.text("type"));
    let kind = kind.ok_or_else(|| invalid("type", "There is no such type."))?;
    let policy = policy_of(context, &body);
    let rules = policy.rules(kind);
    let policy_id = policy.id.to_owned();
    if !rules.pairing {
        return Err(invalid("type", "The policy does not allow such devices."));
    }
    if kind == Kind::Browser && body.find_text("policy.id").is_none() {
        let detail = Detail::new("REQUIRED_VALUE", "A browser is remembered by a policy.");
        return Err(invalid_data([detail.target("policy.id")]));
    }
    let mean = mean(context, user_id, kind, &body, &policy_id)?;
    let active = starts_active(&mean, &body)?;
    match &mean {
        Mean::Browser(new) => {
            context.env.mfa.devices.make_way(user_id, new);
            check_browsers(context, user_id)?;
        }
        _ => check_limits(context, user_id, active)?,
    }
    check_unpaired(context, user_id, &mean)?;

    let mut device = Device::new(context.uuid(), user_id, mean, context.now());
    device.policy_id = policy_id;
    device.nickname = nickname(&body).or_else(|| device.mean.usual_name());
    device.active = active;
    if !active {
        send_pairing_code(context, &mut device, rules)?;
    }
    let mut body = device.resource(context);
    show_key(context, &device, &mut body);
    let id = device.id.clone();
    let mut response = Response::created(&body);
    if let Mean::Browser(browser) = &device.mean {
        let cookie = format!("{}={}; Path=/; Secure; HttpOnly", Browser::COOKIE, browser.cookie);
        response = response.header(SET_COOKIE, &cookie);
    }
    announce(context, &device);
    context.env.mfa.devices.put(device);
    context.audit(call, "DEVICE", "CREATED", &id)?;
    Ok(response)
}

/// What a new device proves itself with.
fn mean(
    context: &mut Context<'_>,
    user_id: &str,
    kind: Kind,
    body: &Sent,
    policy_id: &str,
) -> Result<Mean, Failure> {
    let test_mode = body.flag("testMode").unwrap_or_default();
    if test_mode && !kind.has_test_mode() {
        return Err(invalid("testMode", "Only EMAIL, SMS and VOICE devices have a test mode."));
    }
    Ok(match kind {
        Kind::Message(channel) => {
            let extensions = Settings::of(&context.env.store).phone_extensions();
            let text = body.text(Address::member(channel));
            let address = Address::new(channel, text, body.find_text("extension"), extensions)
                .map_err(|(member, why)| invalid(member, why))?;
            let wording = Wording::sent(body, DEVICE_PAIRING);
            Mean::Message(Message { address, test_mode, wording, pairing: None })
        }
        Kind::Totp => Mean::App(Oath::app(context.env.random.bytes::<20>().to_vec())),
        Kind::OathToken => {
            let serial = body.text("serialNumber");
            let row = by_serial(&context.env.store, serial)
                .ok_or_else(|| invalid("serialNumber", "There is no such OATH token."))?;
            let class = if row.text("type") == Some("HOTP") { "HOTP" } else { "TOTP" };
            Mean::Token(HeldToken { id: row.id().to_owned(), serial: serial.to_owned(), class })
        }
        // assumes: device-yubikey
        Kind::Yubikey => {
            let typed = context.env.mfa.used_yubikey_otps.take(body.text("otp"));
            let why = "No YubiKey has typed that, or it was used before.";
            let (public_id, _) = typed.ok_or_else(|| invalid("otp", why))?;
            Mean::Yubikey { public_id: public_id.to_owned() }
        }
        Kind::Desktop => {
            let site = fido::policy(context, policy_id).rp_id().to_owned();
            let site = body.find_text("rp.id").unwrap_or(&site);
            let name = body.find_text("rp.name");
            Mean::Desktop(Box::new(Desktop::new(site, name, &mut context.env.random)))
        }
        Kind::Browser => {
            let now = context.now();
            let policy = Policy::or_default(&context.env.store, policy_id);
            let until = now + policy.remembers().unwrap_or_default();
            Mean::Browser(Browser {
                payload: body.text("payload").to_owned(),
                session: body.find_text("session.id").map(str::to_owned),
                cookie: context.env.random.token(),
                remembered_at: now,
                until,
            })
        }
        // A native app pairs itself.
        Kind::Mobile => return Err(invalid("type", "Such devices are paired by a pairing key.")),
        Kind::Fido(class) => {
            let registration = fido::ask(context, user_id, body, class, policy_id)?;
            let fido = fido::policy(context, policy_id);
            Mean::Key(Key {
                class,
                rp_id: body.text("rp.id").to_owned(),
                rp_name: body.text("rp.name").to_owned(),
                display_name: fido.display_name().to_owned(),
                state: KeyState::Asked(Box::new(registration)),
            })
        }
    })
}

/// Draws a passcode for the pairing of what gets its passcodes by message, and sends it.
pub(super) fn send_pairing_code(
    context: &mut Context<'_>,
    device: &mut Device,
    rules: Rules,
) -> Result<(), Failure> {
    let policy = device.policy(context).notification_policy().map(str::to_owned);
    if let Mean::Message(Message { address, test_mode, wording, pairing }) = &mut device.mean {
        let letter = Letter {
            to: address,
            user_id: &device.user_id,
            wording,
            policy: wording.policy.as_deref().or(policy.as_deref()),
            test_mode: *test_mode,
        };
        letter.check(context)?;
        *pairing = Some(letter.send(rules, context));
    }
    Ok(())
}

/// What is shown once: the key of an authenticator app, the options for a browser.
fn show_key(context: &Context<'_>, device: &Device, body: &mut Value) {
    match &device.mean {
        Mean::App(oath) => {
            let user = context.require_user(&device.user_id).ok();
            let account = user.and_then(|user| user.text("username")).unwrap_or_default();
            let secret = otpauth::base32(oath.secret());
            let policy = device.policy(context);
            let parameters = policy.uri_parameters().into_iter();
            body["keyUri"] = otpauth::key_uri(account, &secret, parameters).into();
            body["secret"] = secret.into();
        }
        Mean::Key(Key { state: KeyState::Asked(registration), .. }) => {
            body["publicKeyCredentialCreationOptions"] = registration.options().into();
        }
        Mean::Desktop(desktop) => {
            let asked = desktop.ask_to_pair(&device.user_id, &device.id);
            body["pingIdDesktopCredentialCreationOptions"] = asked.into();
        }
        _ => {}
    }
}

/// The nickname of a body, if it is not empty.
pub(super) fn nickname(body: &Sent) -> Option<String> {
    body.find_text("nickname").filter(|text| !text.is_empty()).map(str::to_owned)
}

/// A worker pairs a device at once unless it asks for an activation, or the device has something
/// to show first.
fn starts_active(mean: &Mean, body: &Sent) -> Result<bool, Failure> {
    let has_to_show = !mean.can_start_active();
    match body.find_text("status") {
        Some("ACTIVATION_REQUIRED") if matches!(mean, Mean::Browser(_)) => {
            Err(invalid_data([Detail::not_among(&["ACTIVE"]).target("status")]))
        }
        Some("ACTIVATION_REQUIRED") => Ok(false),
        Some(_) if has_to_show => {
            let detail = Detail::not_among(&["ACTIVATION_REQUIRED"]);
            Err(invalid_data([detail.target("status")]))
        }
        Some(_) => Ok(true),
        None => Ok(!has_to_show),
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
    let counts = |device: &&Device| device.active == active && device.kind() != Kind::Browser;
    if devices.filter(counts).count() < limit {
        return Ok(());
    }
    Err(too_many("such devices", limit))
}

fn check_browsers(context: &Context<'_>, user_id: &str) -> Result<(), Failure> {
    let devices = context.env.mfa.devices.of(user_id);
    match devices.filter(|device| device.kind() == Kind::Browser).count() < BROWSERS {
        true => Ok(()),
        false => Err(too_many("remembered browsers", BROWSERS)),
    }
}

/// The documented error for more than a user can have.
pub(super) fn too_many(what: &str, limit: usize) -> Failure {
    let why = "The request could not be completed. The user has too many of them.";
    let detail = Detail::new("LIMIT_EXCEEDED", format!("A user can have {limit} {what} at most."));
    ApiError::new(429, "REQUEST_LIMITED", why).detail(detail.inner("quotaLimit", limit)).into()
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
