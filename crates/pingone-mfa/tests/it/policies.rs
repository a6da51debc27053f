//! Device authentication policies with every member that a caller sets.

use std::collections::BTreeMap;

use ping_models::mfa::{
    AppDeviceAuthorization, AppPush, DeviceSelection, FailureLimit, Fido2Method, IpPairing,
    Leniency, MessageMethod, MobileMethod, NewDeviceAuthenticationPolicy, NewDeviceNotification,
    OwnOtp, PolicyApplication, PolicyApplicationType, PushLimit, RequestDurations, SentOtp,
    TimeSpan, TokenMethod, TotpMethod,
};
use serde_json::json;

fn failure() -> FailureLimit {
    FailureLimit::new(4, TimeSpan::seconds(150))
}

fn message(enabled: bool) -> MessageMethod {
    let failure = FailureLimit::new(5, TimeSpan::minutes(20));
    let otp = SentOtp::new().life_time(TimeSpan::minutes(10)).failure(failure);
    MessageMethod::new(enabled)
        .pairing_disabled(false)
        .prompt_for_nickname_on_pairing(true)
        .otp(otp.otp_length(8))
}

fn token() -> TokenMethod {
    TokenMethod::new(true)
        .pairing_disabled(false)
        .prompt_for_nickname_on_pairing(true)
        .otp(OwnOtp::new().failure(failure()))
}

fn app(id: &str) -> PolicyApplication {
    let limit = PushLimit::new()
        .count(3)
        .time_period(TimeSpan::minutes(20))
        .lock_duration(TimeSpan::seconds(600));
    PolicyApplication::new(id)
        .push(AppPush::new(true).number_matching(true))
        .otp(true)
        .push_timeout(TimeSpan::seconds(60))
        .pairing_key_lifetime(TimeSpan::hours(2))
        .push_limit(limit)
        .device_authorization(
            AppDeviceAuthorization::new(true).extra_verification(Leniency::Restrictive),
        )
        .auto_enrollment(false)
}

fn mobile(app: PolicyApplication) -> MobileMethod {
    MobileMethod::new(true)
        .prompt_for_nickname_on_pairing(true)
        .otp(OwnOtp::new().failure(failure()))
        .applications([app])
}

/// With the methods that environments of both kinds have.
fn any_policy(name: &str, fido: &str, app: PolicyApplication) -> NewDeviceAuthenticationPolicy {
    let fido2 = Fido2Method::new(true)
        .failure(failure())
        .fido2_policy_id(fido)
        .pairing_disabled(false)
        .prompt_for_nickname_on_pairing(true);
    let totp = TotpMethod::new(true)
        .pairing_disabled(false)
        .prompt_for_nickname_on_pairing(true)
        .otp(OwnOtp::new().failure(failure()))
        .passcode_grace_period(2)
        .uri_parameters(BTreeMap::from([("issuer".to_owned(), json!("Acme").into())]));
    NewDeviceAuthenticationPolicy::new(name)
        .default(true)
        .sms(message(true))
        .voice(message(false))
        .email(message(true))
        .mobile(mobile(app))
        .totp(totp)
        .fido2(fido2)
        .oath_token(token())
        .authentication(DeviceSelection::PromptToSelect)
        .new_device_notification(NewDeviceNotification::SmsThenEmail)
        .ignore_user_lock(true)
}

/// Of an environment with PingOne MFA, with this FIDO policy.
pub(crate) fn policy(name: &str, fido: &str) -> NewDeviceAuthenticationPolicy {
    let app = app("app-1").integrity_detection(Leniency::Permissive).pairing_disabled(false);
    any_policy(name, fido, app)
        .whats_app(message(true))
        .notifications_policy("notifications-1")
        .block_disabled_users(true)
        .block_users_with_disabled_mfa(false)
}

/// Of an environment that is integrated with PingID, with this FIDO policy.
pub(crate) fn pingid_policy(name: &str, fido: &str) -> NewDeviceAuthenticationPolicy {
    let range = ["192.0.2.0/24".to_owned()];
    let waits = RequestDurations::new(TimeSpan::seconds(30), TimeSpan::seconds(45));
    let app = app("app-1")
        .application_type(PolicyApplicationType::PingIdApp)
        .biometrics_enabled(true)
        .ip_pairing_configuration(
            IpPairing::new().any_ip_address(false).only_these_ip_addresses(range),
        )
        .new_request_duration_configuration(waits);
    any_policy(name, fido, app)
        .desktop(token().pairing_key_lifetime(TimeSpan::hours(4)))
        .yubikey(token())
}
