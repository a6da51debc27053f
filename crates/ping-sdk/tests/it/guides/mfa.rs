//! The calls that stand for the capabilities of DaVinci's connector.

use std::fs;
use std::path::Path;

use ping_sdk::mfa::DeviceFilter;
use ping_sdk::models::mfa::{
    ActivateDevice, CancelReason, CheckAssertion, CheckRememberedDevice, Compatibility, DeviceType,
    InitializeDeviceAuthentication, NewAuthenticationCode, NewBrowserDevice, NewEmailDevice,
    NewFido2Device, NewOathTokenDevice, NewPairingKey, NewPlatformDevice, NewSecurityKeyDevice,
    NewSmsDevice, NewTotpDevice, NewVoiceDevice, NewYubikeyDevice, Notification,
    NotificationTemplate, OneTimeDevice, RelyingParty, WebAuthn,
};
use ping_sdk::prelude::*;

use crate::files::bare;

/// Calls as the table has them: as code, and the operation that each is.
macro_rules! calls {
    ($($call:expr),+ $(,)?) => {
        vec![$((bare(stringify!($call)), $call.describe().unwrap().operation)),+]
    };
}

/// The rows of the page that have a call: the call, and its operation.
fn rows(page: &str) -> Vec<(String, String)> {
    let mut rows = Vec::new();
    for line in page.lines().filter(|line| line.starts_with("| ")) {
        let cells: Vec<&str> = line.trim_matches('|').split(" | ").collect();
        if let [_, call, operation] = cells[..] {
            let code = |cell: &str| cell.trim().strip_prefix('`')?.strip_suffix('`').map(bare);
            rows.extend(code(call).zip(code(operation)));
        }
    }
    rows
}

#[test]
#[expect(deprecated, reason = "the connector still offers devices of former times")]
fn the_connector_s_capabilities_are_these_calls() {
    let ping = Ping::builder().environment("env").worker("client", "secret").build().unwrap();
    let mfa = ping.mfa();
    let user = mfa.user("user");
    let of_user = || InitializeDeviceAuthentication::of_user("user");
    let site = || RelyingParty::new("example.com");
    let (device, id, policy, key, code) = ("device", "auth", "policy", "key", "code");
    let (application, passcode, typed, serial_number) = ("app", "123456", "cccc", "0001");
    let (phone, address, signals, cookie) = ("+15125550100", "joe@example.com", "data", "a=b");
    let (origin, signed, signed_by_the_app) = ("https://example.com", "assertion", "payload");
    let (first, second, challenge, context) = ("one", "two", "AAAA", serde_json::json!({}));
    let calls = calls![
        user.devices().read(device),
        user.devices().list(),
        user.devices().list().filter(DeviceFilter::device_type().eq(DeviceType::Sms)),
        user.devices().create(NewSmsDevice::new(phone)),
        user.devices().create(NewVoiceDevice::new(phone).extension("313#")),
        user.devices().create(NewEmailDevice::new(address).nickname("Work")),
        user.devices().create(NewTotpDevice::new()),
        user.devices().create(NewFido2Device::new(site())),
        user.devices().create(NewOathTokenDevice::new(serial_number)),
        user.devices().create(NewYubikeyDevice::new(typed)),
        user.devices().create_platform(NewPlatformDevice::new(site())),
        user.devices().create_security_key(NewSecurityKeyDevice::new(site())),
        user.devices().activate(device, passcode),
        user.devices().activate(device, ActivateDevice::new().origin(origin).attestation(signed)),
        user.devices().delete(device),
        user.devices().resend_pairing_code(device),
        user.devices().update_nickname(device, "Private phone"),
        user.devices().set_order([first, second]),
        user.mfa_enabled().read(),
        user.mfa_enabled().update(true),
        mfa.device_authentication_policies().read(policy),
        mfa.device_authentications().create(of_user().policy(policy)),
        mfa.device_authentications().create(of_user().with_device(device)),
        mfa.device_authentications().create(of_user().with_otp(passcode)),
        mfa.device_authentications()
            .create(of_user().to_one_time_device(OneTimeDevice::by_sms(phone))),
        mfa.device_authentications()
            .create(of_user().to_one_time_device(OneTimeDevice::by_voice(phone))),
        mfa.device_authentications()
            .create(of_user().to_one_time_device(OneTimeDevice::by_email(address).test_mode(true))),
        mfa.device_authentications().create(
            of_user().with_template(NotificationTemplate::transaction().variable("amount", "100"))
        ),
        mfa.device_authentications()
            .create(of_user().notification(Notification::new().client_context(context))),
        mfa.device_authentications().create(
            of_user().mobile_payload(signed_by_the_app).application(Reference::to(application))
        ),
        mfa.device_authentications()
            .create(of_user().rp(site()).web_authn(WebAuthn::new().challenge(challenge))),
        mfa.device_authentications().create(
            InitializeDeviceAuthentication::passwordless(None).compatibility(Compatibility::Full)
        ),
        mfa.device_authentications().read(id),
        mfa.device_authentications().select_device(id, device),
        mfa.device_authentications().check_otp(id, passcode),
        mfa.device_authentications()
            .check_assertion(id, CheckAssertion::new(signed).origin(origin)),
        mfa.device_authentications().cancel(id, CancelReason::Default),
        mfa.device_authentications().cancel(id, CancelReason::ChangeDevice),
        user.pairing_keys().create(NewPairingKey::new().applications([Reference::to(application)])),
        user.pairing_keys().read(key),
        user.pairing_keys().delete(key),
        mfa.authentication_codes().create(NewAuthenticationCode::new(application)),
        mfa.authentication_codes().read(code),
        user.devices().create(NewBrowserDevice::new(signals).policy(policy)),
        mfa.device_authentications()
            .check_remembered(CheckRememberedDevice::browser("user", policy, signals), cookie),
    ];
    let calls: Vec<_> = calls.into_iter().map(|(call, id)| (call, id.to_owned())).collect();
    let page = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/mfa.md");
    assert_eq!(rows(&fs::read_to_string(page).unwrap()), calls);
}
