//! What each call puts on the wire.

use ping_models::mfa::{
    ActivateDevice, CreateOathTokens, DeviceStatus, DeviceType, HotpSettings, MfaLockout,
    MigrateDeviceAuthenticationPolicies, NewApnsCredential, NewAuthenticationCode,
    NewBrowserDevice, NewDeviceReport, NewEmailDevice, NewFcmCredential, NewFido2Device,
    NewFidoDeviceMetadata, NewHmsCredential, NewMfaSettings, NewOathToken, NewOathTokenDevice,
    NewPairingKey, NewPingIdDesktopDevice, NewPlatformDevice, NewSecurityKeyDevice, NewSmsDevice,
    NewTotpDevice, NewVoiceDevice, NewWhatsAppDevice, NewYubikeyDevice, OathHashAlgorithm,
    PairingKeyFormat, PairingNotification, PairingSettings, PairingTemplate, PolicyMigration,
    RelyingParty, RememberMe, RevokeOathTokens, TimeSpan, TimeUnit, TotpSettings, UserApproval,
    WebAuthn,
};
use ping_models::{ApplicationId, Reference, Timestamp};
use ping_testkit::{Scripted, assert_wire_snapshots, wire};
use ping_transport::{Client, ErrorKind, Hosts, Region};
use pingone_mfa::{
    DeviceExpansion, DeviceFilter, DeviceReportExpansion, FidoPolicyExpansion, Mfa,
    OathTokenExpansion, OathTokenFilter, operations,
};

mod authentications;

use crate::fido::{AAGUID, KEY_ID, fido_policy, fido2_statement, u2f_statement};
use crate::policies::{pingid_policy, policy};

fn mfa() -> Mfa {
    Mfa::new(Scripted::client())
}

#[test]
fn mfa_enabled() {
    let setting = mfa().user("user-1").mfa_enabled();
    wire![setting.read(), setting.update(true)];
}

#[test]
#[expect(deprecated, reason = "what is deprecated is described as well")]
fn new_devices() {
    let devices = mfa().user("user-1").devices();
    let template = PairingTemplate::new().locale("de").variant("short");
    let sms = NewSmsDevice::new("+15125550100")
        .status(DeviceStatus::ActivationRequired)
        .policy("policy-1")
        .notification(PairingNotification::new().template(template));
    wire!(devices.create(sms));
    let tested = NewSmsDevice::new("+15125550100")
        .status(DeviceStatus::ActivationRequired)
        .policy("policy-1")
        .test_mode(true);
    wire!(devices.create(tested));
    let email = NewEmailDevice::new("joe@example.com").nickname("Work").policy("policy-1");
    wire![devices.create(email), devices.create(NewTotpDevice::new().policy("policy-1"))];
    let voice = NewVoiceDevice::new("+15125551111").extension("313#").policy("policy-1");
    let site = RelyingParty::new("example.com").name("Example");
    let challenge = WebAuthn::new().challenge("AAAA");
    let key = NewFido2Device::new(site).web_authn(challenge).policy("policy-1");
    wire![
        devices.create(voice),
        devices.create(NewWhatsAppDevice::new("+15125551111").policy("policy-1")),
        devices.create(NewOathTokenDevice::new("00000000000001")),
        devices.create(key),
        devices.create(NewYubikeyDevice::new("planted").policy("policy-1")),
    ];
    let session = Reference::to("session-1");
    let browser = NewBrowserDevice::new("signals").session(session).policy("policy-1");
    let site = || RelyingParty::new("example.com").name("Example");
    let desktop = NewPingIdDesktopDevice::new().status(DeviceStatus::ActivationRequired);
    wire![
        devices.create(browser),
        devices.create(desktop.rp(site()).policy("policy-1")),
        devices.create_platform(NewPlatformDevice::new(site())),
        devices.create_security_key(NewSecurityKeyDevice::new(site())),
    ];
}

#[test]
fn devices() {
    let devices = mfa().user("user-1").devices();
    let phones = DeviceFilter::device_type().eq(DeviceType::Sms);
    wire![
        devices.list().filter(phones).expand(DeviceExpansion::Order),
        devices.read("device-1"),
        devices.activate("device-1", "planted"),
        devices.activate("device-1", ActivateDevice::from("planted").oath_resync(true)),
        devices.activate("device-1", ActivateDevice::desktop("planted")),
        devices.resend_pairing_code("device-1"),
        devices.update_nickname("device-1", "Work"),
        devices.block("device-1"),
        devices.unblock("device-1"),
        devices.unlock("device-1"),
        devices.set_order(["device-1", "device-2"]),
        devices.remove_order(),
        devices.send_logs("device-1"),
        devices.delete("device-1"),
    ];
}

#[test]
fn attestations() {
    let made = ActivateDevice::new().origin("https://login.example.com").attestation("planted");
    wire!(mfa().user("user-1").devices().activate("device-1", made));
}

#[test]
fn pairing_keys() {
    let keys = mfa().user("user-1").pairing_keys();
    let new = NewPairingKey::new()
        .applications([Reference::<ApplicationId>::to("app-1")])
        .policy("policy-1");
    wire![keys.create(new), keys.read("key-1"), keys.delete("key-1")];
}

#[test]
fn authentication_codes() {
    let codes = mfa().authentication_codes();
    let new = NewAuthenticationCode::new("app-1")
        .client_context(serde_json::json!({ "header": "Approve?" }))
        .life_time(TimeSpan::new(2, TimeUnit::Minutes))
        .user_approval(UserApproval::NotRequired);
    wire![codes.create(new), codes.read("code-1"), codes.delete("code-1")];
}

#[test]
fn mfa_bypass() {
    let bypass = mfa().user("user-1").mfa_bypass();
    let until = Timestamp::from_unix_millis(1_893_456_000_000);
    wire![bypass.read(), bypass.update(until)];
}

#[test]
fn device_authentication_policies() {
    let policies = mfa().device_authentication_policies();
    wire![
        policies.create(policy("Staff", "fido-1")),
        policies
            .create(policy("Staff", "fido-1").remember_me(RememberMe::web_for(TimeSpan::days(60)))),
        policies.list(),
        policies.read("policy-1"),
        policies.update("policy-1", policy("Staff", "fido-1")),
        policies.update("policy-1", pingid_policy("Staff", "fido-1")),
        policies.delete("policy-1"),
    ];
    let named = [
        PolicyMigration::new("policy-1").fido2_policy_id("fido-1"),
        PolicyMigration::new("policy-2"),
    ];
    let migration = MigrateDeviceAuthenticationPolicies::new().migration_data(named);
    wire!(policies.migrate(migration));
}

#[test]
fn fido_policies() {
    let policies = mfa().fido_policies();
    let users = FidoPolicyExpansion::DeviceAuthenticationPolicies;
    wire![
        policies.create(fido_policy("Certified").certified()),
        policies.create(fido_policy("Enterprise").enterprise("keyId")),
        policies.create(fido_policy("Specific").specific(["mds-1"])),
        policies.list().expand(users),
        policies.read("policy-1").expand(users),
        policies.update("policy-1", fido_policy("Specific").specific(["mds-1"])),
        policies.delete("policy-1"),
    ];
}

#[test]
fn fido_devices() {
    let devices = mfa().fido_devices();
    let u2f = NewFidoDeviceMetadata::u2f(vec![KEY_ID.to_owned()], u2f_statement());
    wire![
        devices.create(NewFidoDeviceMetadata::fido2(AAGUID, fido2_statement())),
        devices.create(u2f),
        devices.list(),
        devices.read("mds-1"),
        devices.delete("mds-1"),
    ];
}

#[test]
fn oath_tokens() {
    let tokens = mfa().oath_tokens();
    let clock = NewOathToken::totp("1000000000001", "planted").otp_length(8).row_number(7);
    let clock =
        clock.hash_algorithm(OathHashAlgorithm::HmacSha256).totp_settings(TotpSettings::new(60));
    let counter =
        || NewOathToken::hotp("1000000000002", "planted").hotp_settings(HotpSettings::new(5));
    wire![
        tokens.create(clock),
        tokens.create(counter()),
        tokens.list().expand(OathTokenExpansion::Devices),
        tokens.list().filter(OathTokenFilter::serial_number().eq("1000000000001")),
        tokens.read("token-1"),
        tokens.resync("token-1", ["planted 1", "planted 2"]),
        mfa().user("user-1").oath_tokens().resync("token-1", ["planted 1", "planted 2"]),
        tokens.revoke("token-1"),
    ];
    let jobs = mfa().oath_jobs();
    let revoked = RevokeOathTokens::from_iter(["token-1", "token-2"]).force_unpair(true);
    wire![
        jobs.create(CreateOathTokens::from_iter([counter()])),
        jobs.revoke(revoked),
        jobs.read("job-1"),
    ];
}

#[test]
fn device_reports() {
    let reports = mfa().device_reports();
    let phones = NewDeviceReport::entries().columns(["userId", "deviceId"]);
    let phones = reports.create(phones.of_type(&DeviceType::Sms));
    wire![
        phones.expand(DeviceReportExpansion::Entries).query("limit", "100"),
        reports.create(NewDeviceReport::files().columns(["userId"]).mfa_enabled(true)),
        reports.entries("report-1").limit(100),
        reports.read("report-1"),
    ];
}

#[test]
fn push_credentials() {
    let credentials = mfa().application("app-1").push_credentials();
    let apple = NewApnsCredential::new("planted key", "team-1", "planted token");
    let huawei = || NewHmsCredential::new("client-1", "planted secret");
    wire![
        credentials.create(apple),
        credentials.create(NewFcmCredential::new("planted credentials")),
        credentials.create(huawei()),
        credentials.list(),
        credentials.read("credential-1"),
        credentials.update("credential-1", huawei()),
        credentials.delete("credential-1"),
    ];
}

#[test]
fn settings() {
    let settings = mfa().settings();
    let pairing = PairingSettings::new(7, PairingKeyFormat::Alphanumeric);
    let change = NewMfaSettings::new(pairing)
        .lockout(MfaLockout::new(5).duration_seconds(600))
        .phone_extensions(true)
        .users(true);
    wire![settings.read(), settings.update(change), settings.reset()];
}

#[test]
fn every_operation_has_its_wire_snapshot() {
    assert_wire_snapshots!(operations());
}

#[test]
fn an_id_stays_in_its_place() {
    let devices = mfa().user("../x").devices();
    assert_eq!(
        devices.read("a/b").describe().unwrap().url,
        "https://api.pingone.eu/v1/environments/env-1/users/..%2Fx/devices/a%2Fb"
    );
    let error = devices.delete("").describe().unwrap_err();
    assert_eq!(error.kind(), ErrorKind::InvalidInput);
    assert_eq!(error.field(), Some("deviceID"));
    let error = mfa().device_authentications().read("..").describe().unwrap_err();
    assert_eq!(error.field(), Some("deviceAuthID"));
}

#[test]
fn a_custom_domain_stands_for_the_environment() {
    let hosts = Hosts::region(Region::Na).auth_host("login.example.com").unwrap();
    let client =
        Client::builder().hosts(hosts).environment("env-1").access_token("t").build().unwrap();
    let described = Mfa::new(client).device_authentications().read("auth-1");
    assert_eq!(
        described.describe().unwrap().url,
        "https://login.example.com/deviceAuthentications/auth-1"
    );
}

#[test]
fn a_missing_environment_is_named() {
    let client = Client::builder().access_token("t").build().unwrap();
    let mfa = Mfa::new(client);
    let error = mfa.user("user-1").devices().list().describe().unwrap_err();
    assert_eq!(error.field(), Some("environment"));
    let elsewhere = mfa.in_environment("env-2").device_authentications();
    assert_eq!(
        elsewhere.read("auth-1").describe().unwrap().url,
        "https://auth.pingone.com/env-2/deviceAuthentications/auth-1"
    );
}
